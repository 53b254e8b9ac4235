import type { MetadataValue } from '../record.ts';

/** What a file says of a picture that is in it. */
export interface EmbeddedPreviews {
  /** JPEGs of the picture, the largest first; not oriented unless they say so themselves. */
  readonly jpegs: readonly Uint8Array[];
  /** Width and height in pixels of the picture itself, oriented; null when the file does not say. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** EXIF orientation, 1 to 8, of the picture and of the previews; 1 when there is none. */
  readonly orientation: number;
}

const PREVIEWS = ['JpgFromRaw', 'PreviewImage', 'OtherImage', 'ThumbnailImage', 'PhotoshopThumbnail'];

/** What to ask ExifTool for: binary values as base64 (-b), the orientations as numbers (#). */
export const PREVIEW_ARGS: readonly string[] = [
  '-b',
  '-Composite:ImageSize',
  '-EXIF:Orientation#',
  '-QuickTime:Rotation#',
  ...PREVIEWS.map((name) => `-${name}`),
];

/** The previews in ExifTool's answer to PREVIEW_ARGS. Cameras keep several, from a thumbnail to one of full size. */
export function embeddedPreviews(tags: { readonly [group: string]: MetadataValue }): EmbeddedPreviews {
  const values: ReadonlyMap<string, MetadataValue> = new Map(Object.values(tags).flatMap(entriesOf));
  const jpegs = PREVIEWS.flatMap((name) => jpegIn(values.get(name))).sort((a, b) => b.length - a.length);
  const orientation = orientationIn(values);
  return { jpegs, size: sizeIn(values, orientation), orientation };
}

function entriesOf(group: MetadataValue): [string, MetadataValue][] {
  return group !== null && typeof group === 'object' ? Object.entries(group) : [];
}

function jpegIn(value: MetadataValue | undefined): Uint8Array[] {
  if (typeof value !== 'string' || !value.startsWith('base64:')) return [];
  const bytes = Buffer.from(value.slice('base64:'.length), 'base64');
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? [bytes] : [];
}

/** EXIF orientations for a HEIF's turns, each by 90 degrees against the clock. */
const TURNED = [1, 8, 3, 6];

function orientationIn(values: ReadonlyMap<string, MetadataValue>): number {
  const exif = values.get('Orientation');
  if (typeof exif === 'number' && exif >= 1 && exif <= 8) return exif;
  const turns = values.get('Rotation');
  return (typeof turns === 'number' ? TURNED[turns] : undefined) ?? 1;
}

/** ExifTool gives the size as it is stored. */
function sizeIn(values: ReadonlyMap<string, MetadataValue>, orientation: number): EmbeddedPreviews['size'] {
  const text = values.get('ImageSize');
  const [, across, down] = (typeof text === 'string' && /^(\d+)x(\d+)$/.exec(text)) || [];
  if (across === undefined || down === undefined) return null;
  const [width, height] = orientation >= 5 ? [down, across] : [across, down];
  return { width: Number(width), height: Number(height) };
}
