import { sourceName, type ImageRecord } from '@pixelpeeper/core';

/**
 * What stored images are called in a report: as their files or URLs, the newest record of each. Those that are searched for themselves are left
 * out, since a file is no copy of itself.
 */
export function storedNames(own: Iterable<string>, cwd: string): (record: ImageRecord) => string | undefined {
  const taken = new Set(own);
  return ({ id, url, filename }) => {
    const name = url === null ? `${filename ?? 'image'} (record ${id})` : sourceName(url, cwd);
    if (taken.has(name)) return undefined;
    taken.add(name);
    return name;
  };
}
