import type { Highlights } from '../description.ts';
import type { Metadata, MetadataValue } from '../record.ts';
import { first, firstPositive, isObject, numberOf, ownValue, tagValue, textOf, type TagName } from './tag-values.ts';

type ExposureTime = Pick<Highlights, 'exposure_time' | 'exposure_seconds'>;
type Exposure = ExposureTime &
  Pick<Highlights, 'aperture' | 'iso' | 'focal_length_mm' | 'focal_length_35mm' | 'flash_fired'>;

/** How the picture was exposed. */
export function readExposure(metadata: Metadata): Exposure {
  return {
    ...(first(TIME_TAGS, (tag) => exposureTime(tagValue(metadata, tag))) ?? {
      exposure_time: null,
      exposure_seconds: null,
    }),
    aperture: firstPositive(metadata, ['EXIF:FNumber', 'XMP:FNumber', 'Composite:Aperture']),
    iso: first(ISO_TAGS, (tag) => iso(tagValue(metadata, tag))),
    focal_length_mm: firstPositive(metadata, ['EXIF:FocalLength', 'XMP:FocalLength']),
    focal_length_35mm:
      firstPositive(metadata, ['EXIF:FocalLengthIn35mmFormat', 'XMP:FocalLengthIn35mmFormat']) ??
      equivalent(tagValue(metadata, 'Composite:FocalLength35efl')),
    flash_fired: first(FLASH_TAGS, (tag) => flashFired(tagValue(metadata, tag))),
  };
}

const TIME_TAGS: readonly TagName[] = ['EXIF:ExposureTime', 'XMP:ExposureTime', 'Composite:ShutterSpeed'];

function exposureTime(value: MetadataValue): ExposureTime | null {
  const seconds = numberOf(value);
  const text = textOf(value);
  return seconds !== null && seconds > 0 && text !== null
    ? { exposure_time: text, exposure_seconds: Number(seconds.toPrecision(6)) }
    : null;
}

/** The tags after EXIF:ISO hold what its 16 bits cannot. */
const ISO_TAGS: readonly TagName[] = [
  'EXIF:ISO',
  'EXIF:RecommendedExposureIndex',
  'EXIF:StandardOutputSensitivity',
  'XMP:ISO',
  'Composite:ISO',
];
const OVER_16_BITS = 65_535;

function iso(value: MetadataValue): number | null {
  const speed = numberOf(value);
  return speed !== null && speed > 0 && speed !== OVER_16_BITS ? speed : null;
}

/** From `24.0 mm (35 mm equivalent: 36.0 mm)`, which ExifTool works out from the size of the sensor. */
function equivalent(value: MetadataValue): number | null {
  return numberOf(/\(35 mm equivalent: (.*)\)$/.exec(textOf(value) ?? '')?.[1] ?? null);
}

const FLASH_TAGS: readonly TagName[] = ['EXIF:Flash', 'XMP:Flash'];

/** ExifTool's words for the EXIF tag (`Auto, Did not fire, Red-eye reduction`), or XMP's structure. */
function flashFired(value: MetadataValue): boolean | null {
  if (isObject(value)) {
    const fired = ownValue(value, 'Fired');
    return typeof fired === 'boolean' ? fired : null;
  }
  const words = textOf(value) ?? '';
  if (/^off\b|did not fire|no flash/i.test(words)) return false;
  return /\bfired\b|^on\b/i.test(words) ? true : null;
}
