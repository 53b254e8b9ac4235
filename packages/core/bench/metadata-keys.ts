import type { Metadata } from '../src/record.ts';

/** "EXIF Model" and its value as JSON, for every tag of every group. */
export type Keys = ReadonlyMap<string, string>;

export function keysOf(metadata: Metadata): Keys {
  const keys = Object.entries(metadata).flatMap(([group, inner]) =>
    Object.entries(inner ?? {}).map(([key, value]) => [`${group} ${key}`, JSON.stringify(value)] as const),
  );
  return new Map(keys);
}

/** What is in one of them only, or not the same in both. */
export function differingKeys(a: Keys, b: Keys): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}
