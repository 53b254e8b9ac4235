import type { Metadata, MetadataValue } from '../record.ts';

/** A tag as ExifTool names it, family 0 group first: `EXIF:FNumber`. */
export type TagName = `${string}:${string}`;

export type TagObject = Readonly<Record<string, MetadataValue>>;

/** What is written about a picture is shorter; longer text stands in `metadata` alone. In characters. */
const LONGEST_TEXT = 10_000;

/** A tag's value as it stands in the metadata; null when it is missing. */
export function tagValue(metadata: Metadata, name: TagName): MetadataValue {
  const colon = name.indexOf(':');
  const group = ownValue(metadata, name.slice(0, colon));
  return isObject(group) ? ownValue(group, name.slice(colon + 1)) : null;
}

/** A property of an object that a stranger wrote: its own, never an inherited one; null when it is missing. */
export function ownValue(object: TagObject, key: string): MetadataValue {
  return Object.hasOwn(object, key) ? object[key]! : null;
}

export function isObject(value: MetadataValue | undefined): value is TagObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The objects in a list of structures. ExifTool gives a lone one with or without its list. */
export function objectsIn(value: MetadataValue): readonly TagObject[] {
  return (Array.isArray(value) ? (value as readonly MetadataValue[]) : [value]).filter((item) => isObject(item));
}

/** Text without NULs and surrounding space, of a number too (ExifTool prints a title `2024` as one); null for what is empty, binary, overlong or no text. */
export function textOf(value: MetadataValue): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.length > LONGEST_TEXT || value.startsWith('(Binary data ')) return null;
  return value.replaceAll('\0', '').trim() || null;
}

/** The number that a value is or begins with: `24.0 mm`, `1/250`, `100, 200`; null when it is none or not finite. */
export function numberOf(value: MetadataValue): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null; // -0 is 0
  if (typeof value !== 'string') return null;
  const [, whole, divisor] =
    /^\s*([+-]?\d{1,30}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?)(?:\/(\d{1,30}))?(?=$|[\s,;])/i.exec(value) ?? [];
  if (whole === undefined) return null;
  const number = Number(whole) / Number(divisor ?? 1);
  return Number.isFinite(number) ? number + 0 : null;
}

/** The first of some tags that holds text. */
export function firstText(metadata: Metadata, names: readonly TagName[]): string | null {
  return first(names, (name) => textOf(tagValue(metadata, name)));
}

/** The first of some tags that holds a number above zero: zero is what cameras write for what they do not know. */
export function firstPositive(metadata: Metadata, names: readonly TagName[]): number | null {
  return first(names, (name) => {
    const number = numberOf(tagValue(metadata, name));
    return number !== null && number > 0 ? number : null;
  });
}

/** The first answer that is not null. */
export function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
