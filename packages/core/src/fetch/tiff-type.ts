/**
 * What a TIFF is: the raw file of a camera, by its maker, or a picture, "image/tiff". Most cameras' raw files are TIFFs whose first
 * directory holds a thumbnail, which must not be taken for the picture.
 * @param bytes of a file that begins as a TIFF does, whole or broken off.
 * @see https://www.loc.gov/preservation/digital/formats/content/tiff_tags.shtml
 */
export function tiffType(bytes: Uint8Array): string {
  const tags = readFirstDirectory(bytes);
  if (tags.has(DNG_VERSION)) return 'image/x-adobe-dng';
  const isThumbnail = (((tags.get(NEW_SUBFILE_TYPE) ?? 0) as number) & REDUCED) !== 0 && tags.has(SUB_DIRECTORIES);
  const isSensor = SENSOR_DATA.includes(tags.get(PHOTOMETRIC));
  if (!isThumbnail && !isSensor && !PHASE_ONE.includes(textAt(bytes, 8, 4))) return 'image/tiff';
  const make = String(tags.get(MAKE) ?? '').toUpperCase();
  return MAKERS.find(([start]) => make.startsWith(start))?.[1] ?? 'image/x-raw';
}

const NEW_SUBFILE_TYPE = 0xfe;
const REDUCED = 1;
const PHOTOMETRIC = 0x106;
const MAKE = 0x10f;
const SUB_DIRECTORIES = 0x14a;
const DNG_VERSION = 0xc612;
/** Values of PhotometricInterpretation: a colour filter's mosaic, and linear sensor data. */
const SENSOR_DATA: readonly (number | string | undefined)[] = [32_803, 34_892];
/** What Phase One and Leaf write behind the header. */
const PHASE_ONE = ['IIII', 'MMMM'];
/** Media types as ExifTool names them. */
const MAKERS = [
  ['NIKON', 'image/x-nikon-nef'],
  ['SONY', 'image/x-sony-arw'],
  ['PENTAX', 'image/x-pentax-pef'],
  ['RICOH', 'image/x-pentax-pef'],
  ['SAMSUNG', 'image/x-samsung-srw'],
  ['HASSELBLAD', 'image/x-hasselblad-3fr'],
  ['SEIKO EPSON', 'image/x-epson-erf'],
  ['EASTMAN KODAK', 'image/x-kodak-dcr'],
] as const;

const ENTRY_BYTES = 12;
const ASCII = 2;
const SHORT = 3;

/** The tags of a TIFF's first directory that are one number or a text; the first of several numbers. */
function readFirstDirectory(bytes: Uint8Array): ReadonlyMap<number, number | string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = bytes[0] === 0x49;
  const tags = new Map<number, number | string>();
  if (bytes.length < 8 || view.getUint16(2, isLittle) !== 42) return tags; // a BigTIFF: no camera writes those
  const start = view.getUint32(4, isLittle) + 2;
  if (start > bytes.length) return tags;
  const entries = Math.min(view.getUint16(start - 2, isLittle), Math.floor((bytes.length - start) / ENTRY_BYTES));
  for (let at = start; at < start + entries * ENTRY_BYTES; at += ENTRY_BYTES) {
    const type = view.getUint16(at + 2, isLittle);
    const value = type === SHORT ? view.getUint16(at + 8, isLittle) : view.getUint32(at + 8, isLittle);
    const length = view.getUint32(at + 4, isLittle);
    const isTextElsewhere = type === ASCII && length > 4;
    tags.set(view.getUint16(at, isLittle), isTextElsewhere ? textAt(bytes, value, Math.min(length, 32)) : value);
  }
  return tags;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', at, at + length);
}
