import type { StripKind } from '../description.ts';
import type { Metadata, MetadataValue } from '../record.ts';

/**
 * Tags by their names, at any depth and in any group: GPS, and the positions that drones write apart from it; the numbers of bodies, lenses
 * and devices; marked, counted and recognised faces, and the names of persons and pets in the picture.
 */
const NAMES: Readonly<Record<StripKind, RegExp>> = {
  gps: /gps|(?<!speed)latitude|longt?itude|altitude|geotag|geolocation|geohash|(?:verbatim|geographical)coordinates/i,
  serials: /serial|(?:device|unit)_?(?:id|number|identifier)$|mac_?addr/i,
  faces: /Face(?!t)|^face|^Region|^Person|^ImageRegion|ACDSeeRegion|^(?:Baby|Pet)(?:Name|Age|Birthday)/,
};

const KINDS = Object.keys(NAMES) as readonly StripKind[];

/** @throws RangeError when a name is none of the kinds: what was to be removed would stay. */
export function stripKinds(names: readonly string[]): StripKind[] {
  const unknown = names.find((name) => !(KINDS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new RangeError(`Expected \`strip\` to name ${KINDS.join(', ')}, got \`${unknown}\``);
  return KINDS.filter((kind) => names.includes(kind));
}

/**
 * Metadata without the tags of some kinds. It is made before anything else is read from the metadata, so that nothing else can hold what was
 * removed. The file itself, and words in captions and keywords, stay as they are.
 */
export function strip(metadata: Metadata, kinds: readonly StripKind[]): Metadata {
  return kinds.length === 0
    ? metadata
    : (without(
        metadata,
        kinds.map((kind) => NAMES[kind]),
      ) as Metadata);
}

function without(value: MetadataValue, names: readonly RegExp[]): MetadataValue {
  if (Array.isArray(value)) return (value as readonly MetadataValue[]).map((item) => without(item, names));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => !names.some((pattern) => pattern.test(name)));
  return Object.fromEntries(kept.map(([name, inner]) => [name, without(inner, names)]));
}
