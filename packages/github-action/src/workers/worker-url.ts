import { extname } from 'node:path';

/** Where a worker's module is: beside the modules here as they are written, beside the bundle in dist. */
export function workerUrl(name: string): URL {
  return new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);
}
