// Bundles the action into packages/github-action/dist, complete in itself: `npm run build:action`. The same sources give the same bytes.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, type BuildOptions } from 'esbuild';

import { buildDecoder } from './build-decoder.ts';
import { sharpLoader } from './sharp-loader.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(import.meta.url);

/** Where each program starts, by its name in dist. Workers stand where the modules that start them look for them. */
const ENTRIES = {
  main: 'packages/github-action/src/index.ts',
  'image-tasks': 'packages/github-action/src/workers/image-tasks.ts',
  'nominate-task': 'packages/github-action/src/workers/nominate-task.ts',
  'search-features': 'packages/core/src/duplicates/search-features.ts',
  'join-worker': 'packages/core/src/hamming/join-worker.ts',
  'entry/worker': join(dirname(require.resolve('tinypool')), 'entry/worker.js'),
};

/** CommonJS packages ask for Node's own modules by a `require` that ES modules do not have. */
const BANNER = `import { createRequire as pixelpeeperRequire } from 'node:module';
const require = pixelpeeperRequire(import.meta.url);`;

/** @param folder is made anew. */
export async function buildAction(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const loader = sharpLoader();
  await build({ ...options, outdir: folder, plugins: [loader.plugin] });
  if (!loader.hasLoaded())
    throw new Error('sharp’s own loader is in the bundle: its file has moved. See sharp-loader.ts.');
  await buildDecoder(join(folder, 'sharp'));
  await writeFile(join(folder, 'index.mjs'), "import './main.js';\n");
  // Workers end in .js, and are ES modules wherever the folder is put.
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
}

const options: BuildOptions = {
  absWorkingDir: root,
  entryPoints: ENTRIES,
  entryNames: '[dir]/[name]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  conditions: ['source'],
  banner: { js: BANNER },
  external: ['@img/sharp-*'],
  // What packages ask of their authors' licences is kept at the end of each file.
  legalComments: 'eof',
  logLevel: 'warning',
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAction(join(root, 'packages/github-action/dist'));
