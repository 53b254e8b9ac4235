// What tsc does not put into dist: core as it was built, the nodes' icons and codex files.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const core = join(home, '../core');

/** Core stays the ES modules that it is, in a folder that says so: its threads, WebAssembly and lazy imports find each other as in core itself. */
const LEFT_OUT = ['.map', '.tsbuildinfo'];
rmSync(join(home, 'dist/core'), { recursive: true, force: true });
cpSync(join(core, 'dist'), join(home, 'dist/core'), {
  recursive: true,
  filter: (path) => !LEFT_OUT.includes(extname(path)) && !/\.d\.m?ts$/.test(path),
});
cpSync(join(core, 'catalog-data'), join(home, 'dist/core/catalog-data'), {
  recursive: true,
  filter: (path) => extname(path) === '' || path.endsWith('README.md'),
});
const { type, version } = JSON.parse(readFileSync(join(core, 'package.json'), 'utf8'));
writeFileSync(join(home, 'dist/core/package.json'), `${JSON.stringify({ type, version }, null, 2)}\n`);

for (const folder of ['nodes', 'credentials', 'icons'])
  cpSync(join(home, folder), join(home, 'dist', folder), {
    recursive: true,
    filter: (path) => ['', '.svg', '.json'].includes(extname(path)),
  });
