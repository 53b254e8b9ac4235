import type { Metadata } from '../record.ts';
import { tagValue, textOf, type TagName } from './tag-values.ts';

const LISTS: readonly TagName[] = ['XMP:Subject', 'IPTC:Keywords'];
/** Windows writes all of them as one text. */
const SEMICOLONS: TagName = 'EXIF:XPKeywords';

/**
 * The keywords of all standards, each once.
 * @param separator what stands between the items of a list. In `metadata` that is a comma and a space, and a keyword that holds them is taken for two.
 */
export function readKeywords(metadata: Metadata, separator = ', '): string[] {
  const split = (tag: TagName, by: string): string[] => (textOf(tagValue(metadata, tag)) ?? '').split(by);
  const all = [...LISTS.flatMap((tag) => split(tag, separator)), ...split(SEMICOLONS, ';')];
  return [...new Set(all.map((keyword) => keyword.trim()))].filter((keyword) => keyword !== '');
}
