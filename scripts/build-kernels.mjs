// Compiles the inner loops in packages/core/kernels (AssemblyScript) to WebAssembly, each into a module of packages/core/src/kernels that holds
// it as text: so they are there wherever the sources run, and in any bundle. `--check` only says whether these are up to date.
import { readdir, readFile, writeFile } from 'node:fs/promises';

import asc from 'assemblyscript/asc';

const SOURCES = 'packages/core/kernels';
const OPTIONS = ['--runtime', 'stub', '-O3', '--converge', '--enable', 'simd'];
/** Kernels that are given their memory, of up to 4 GiB, so that several threads can run them on one. */
const SHARED = ['feature-index.ts', 'hamming-index.ts', 'hamming-join.ts'];
const SHARED_OPTIONS = [
  ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ...['--enable', 'threads'],
];
const isCheck = process.argv.includes('--check');

for (const file of (await readdir(SOURCES)).filter((name) => name.endsWith('.ts')).sort()) {
  const out = `packages/core/src/kernels/${file.replace(/\.ts$/, '')}.wasm.ts`;
  const text = await compile(file);
  if (!isCheck) await writeFile(out, text);
  else if ((await readFile(out, 'utf8').catch(() => '')) !== text) {
    console.error(`${out} is not what ${SOURCES}/${file} compiles to. Run \`npm run build:kernels\`.`);
    process.exitCode = 1;
  }
}

/** @param {string} file @returns {Promise<string>} */
async function compile(file) {
  const options = SHARED.includes(file) ? [...OPTIONS, ...SHARED_OPTIONS] : OPTIONS;
  let binary = new Uint8Array();
  const stderr = asc.createMemoryStream(); // it also tells of optimisations that were not tried to the end, which is no news
  const { error } = await asc.main([`${SOURCES}/${file}`, '--outFile', 'kernel.wasm', ...options], {
    stderr,
    writeFile: (_, contents) => void (binary = Buffer.from(contents)),
  });
  if (error) throw new Error(`${SOURCES}/${file} does not compile.\n${stderr.toString()}`, { cause: error });
  return [
    `// Made of kernels/${file} by \`npm run build:kernels\`: not to be edited.`,
    '',
    '/** WebAssembly, in base64. */',
    `export const wasm =\n  '${Buffer.from(binary).toString('base64')}';`,
    '',
  ].join('\n');
}
