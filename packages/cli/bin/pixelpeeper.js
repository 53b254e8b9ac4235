#!/usr/bin/env node
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  console.error(`pixelpeeper needs Node 24 or newer; this is ${process.version}. Install it from https://nodejs.org.`);
  process.exit(70);
}
// Compiled modules are kept between runs, in the system's folder for temporary files.
const { enableCompileCache } = await import('node:module');
enableCompileCache();
const { main } = await import('../dist/main.js');
process.exitCode = await main(process.argv.slice(2));
