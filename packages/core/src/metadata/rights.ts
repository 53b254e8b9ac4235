import type { Rights } from '../description.ts';
import type { Metadata, MetadataValue } from '../record.ts';
import { noAiSignals } from './no-ai.ts';
import { first, firstText, objectsIn, ownValue, tagValue, textOf, type TagName } from './tag-values.ts';

/**
 * Whose the picture is and what may be done with it. Never throws, whatever a stranger wrote into the tags.
 * @param robotsTag the X-Robots-Tag header that the picture was served with.
 */
export function rights(metadata: Metadata, robotsTag: string | null = null): Rights {
  const data_mining = dataMining(tagValue(metadata, 'XMP:DataMining'));
  return {
    creator: firstText(metadata, [
      'XMP:Creator',
      'IPTC:By-line',
      'EXIF:Artist',
      'EXIF:XPAuthor',
      'PNG:Author',
      'PNG:Artist',
    ]),
    credit: firstText(metadata, ['XMP:Credit', 'IPTC:Credit']),
    copyright: firstText(metadata, ['XMP:Rights', 'IPTC:CopyrightNotice', 'EXIF:Copyright', 'PNG:Copyright']),
    usage_terms: firstText(metadata, ['XMP:UsageTerms']),
    licensor_url: licensorUrl(tagValue(metadata, 'XMP:Licensor')),
    license_url: first(LICENSE_TAGS, (tag) => webAddress(tagValue(metadata, tag))),
    data_mining,
    data_mining_constraints: firstText(metadata, ['XMP:OtherConstraints']),
    no_ai: noAiSignals(metadata, data_mining, robotsTag),
  };
}

function licensorUrl(licensors: MetadataValue): string | null {
  return first(objectsIn(licensors), (licensor) => webAddress(ownValue(licensor, 'LicensorURL')));
}

const LICENSE_TAGS: readonly TagName[] = ['XMP:License', 'XMP:WebStatement'];

/** Only what a browser would open as a page: a record's reader may well make a link of it. */
function webAddress(value: MetadataValue): string | null {
  const text = textOf(value);
  return text !== null && /^https?:\/\/\S+$/i.test(text) ? text : null;
}

/** PLUS codes by the words that ExifTool prints for them. */
const DATA_MINING: ReadonlyMap<string, string> = new Map([
  ['Unspecified - no prohibition defined', 'DMI-UNSPECIFIED'],
  ['Allowed', 'DMI-ALLOWED'],
  ['Prohibited for AI/ML training', 'DMI-PROHIBITED-AIMLTRAINING'],
  ['Prohibited for Generative AI/ML training', 'DMI-PROHIBITED-GENAIMLTRAINING'],
  ['Prohibited except for search engine indexing', 'DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING'],
  ['Prohibited', 'DMI-PROHIBITED'],
  ['Prohibited, see plus:OtherConstraints', 'DMI-PROHIBITED-SEECONSTRAINT'],
  ['Prohibited, see iptcExt:EmbdEncRightsExpr', 'DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR'],
  ['Prohibited, see iptcExt:LinkedEncRightsExpr', 'DMI-PROHIBITED-SEELINKEDRIGHTSEXPR'],
]);

/** A code that ExifTool does not know stands in its words. */
function dataMining(value: MetadataValue): string | null {
  const text = textOf(value) ?? '';
  return DATA_MINING.get(text) ?? /DMI-[A-Z-]+/.exec(text)?.[0] ?? null;
}
