/**
 * Where a worker thread's module is: the sources run as they are, by Node's type stripping; what is published is JavaScript.
 * @param moduleUrl import.meta.url of a module beside it.
 * @param name without its ending.
 */
export function workerUrl(moduleUrl: string, name: string): URL {
  return new URL(`./${name}.${moduleUrl.endsWith('.ts') ? 'ts' : 'js'}`, moduleUrl);
}
