#!/usr/bin/env node
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  console.error(`pixelpeeper needs Node 24 or newer; this is ${process.version}. Install it from https://nodejs.org.`);
  process.exit(70);
}
const { main } = await import('../dist/main.js');
process.exitCode = await main(process.argv.slice(2));
