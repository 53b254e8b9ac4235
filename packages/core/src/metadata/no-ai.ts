import type { NoAiSignal } from '../description.ts';
import type { Metadata, MetadataValue } from '../record.ts';
import { isObject, ownValue, tagValue, textOf, type TagName } from './tag-values.ts';

/** Everything that asks not to use the picture for training. */
export function noAiSignals(metadata: Metadata, dataMining: string | null, robotsTag: string | null): NoAiSignal[] {
  return [
    ...(dataMining?.startsWith('DMI-PROHIBITED') ? [{ source: 'XMP:DataMining', value: dataMining }] : []),
    ...manifestEntries(tagValue(metadata, 'JUMBF:Entries')),
    ...reservation(tagValue(metadata, 'XMP:Reservation')),
    ...WORD_TAGS.flatMap((tag) => directives(tag, textOf(tagValue(metadata, tag)))),
    ...directives('X-Robots-Tag', robotsTag),
  ];
}

/** The C2PA and CAWG assertion on training and data mining: `{"c2pa.ai_training": {"use": "notAllowed"}}`. */
function manifestEntries(entries: MetadataValue): NoAiSignal[] {
  if (!isObject(entries)) return [];
  return Object.entries(entries).flatMap(([name, entry]) => {
    const use = isObject(entry) ? textOf(ownValue(entry, 'use')) : null;
    return use === 'notAllowed' || use === 'constrained' ? [{ source: 'JUMBF:Entries', value: `${name}: ${use}` }] : [];
  });
}

/** The TDM Reservation Protocol of the W3C's community group: 1 reserves the right to text and data mining (Directive (EU) 2019/790, article 4). */
function reservation(value: MetadataValue): NoAiSignal[] {
  return textOf(value) === '1' ? [{ source: 'XMP:Reservation', value: '1' }] : [];
}

/** Where people write the words that DeviantArt proposed for web pages. */
const WORD_TAGS: readonly TagName[] = [
  'XMP:Subject',
  'XMP:UsageTerms',
  'XMP:Instructions',
  'XMP:Rights',
  'IPTC:Keywords',
  'IPTC:SpecialInstructions',
  'IPTC:CopyrightNotice',
];

function directives(source: string, text: string | null): NoAiSignal[] {
  const words = text?.match(/\bno(?:image)?ai\b/gi) ?? [];
  return [...new Set(words.map((word) => word.toLowerCase()))].map((value) => ({ source, value }));
}
