import type { Plugin } from 'esbuild';

/**
 * Puts our loader in the place of sharp's: a native sharp from the folder that PIXELPEEPER_SHARP names, if it is there and of the same version,
 * else the WebAssembly build beside the bundle.
 */
export function sharpLoader(): { readonly plugin: Plugin; readonly hasLoaded: () => boolean } {
  let isLoaded = false;
  return {
    plugin: {
      name: 'sharp-loader',
      setup(build) {
        build.onLoad({ filter: /[/\\]sharp[/\\]dist[/\\]sharp\.mjs$/ }, () => {
          isLoaded = true;
          return { contents: LOADER, loader: 'js' };
        });
      },
    },
    hasLoaded: () => isLoaded,
  };
}

const LOADER = `
import { createRequire } from 'node:module';
import { join } from 'node:path';
import libvips from './libvips.mjs';
import pkg from '../package.json' with { type: 'json' };

const folder = process.env.PIXELPEEPER_SHARP;

function native() {
  try {
    const require = createRequire(join(folder, 'package.json'));
    const name = '@img/sharp-' + libvips.runtimePlatformArch();
    if (require(name + '/package').version !== pkg.version) return undefined;
    return require(name + '/sharp.node');
  } catch {
    return undefined;
  }
}

const binding = folder && native();
if (folder && !binding)
  process.env.PIXELPEEPER_SHARP_LACKS = 'sharp@' + pkg.version + ' for ' + libvips.runtimePlatformArch(); // for decoding.ts

export default binding || createRequire(import.meta.url)('./sharp/sharp.cjs');
`;
