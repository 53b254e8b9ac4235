import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { build } from 'esbuild';

const require = createRequire(import.meta.url);

/** sharp's WebAssembly build: one file for Node, which its threads start from too, the WebAssembly, and the licences of what is in it. */
export async function buildDecoder(folder: string): Promise<void> {
  const source = dirname(require.resolve('@img/sharp-wasm32/sharp.node'));
  await build({
    entryPoints: { sharp: join(source, 'index.cjs') },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    legalComments: 'eof',
    logLevel: 'warning',
  });
  const { version } = require('@img/sharp-wasm32/package') as { version: string };
  const wasm = `sharp-wasm32-${version}.node.wasm`;
  await cp(join(source, 'lib', wasm), join(folder, wasm));
  for (const file of ['LICENSE', 'README.md', 'versions.json']) await cp(join(source, file), join(folder, file));
}
