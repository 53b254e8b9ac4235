const ORIENTATION_TAG = 0x0112;

/** The orientation, 1 to 8, that an APP1 segment with Exif gives; undefined when the segment has none. Its payload stands from `at` to `end`. */
export function exifOrientation(bytes: Uint8Array, at: number, end: number): number | undefined {
  if (end - at < 20 || Buffer.from(bytes.subarray(at, at + 6)).toString('latin1') !== 'Exif\0\0') return undefined;
  const tiff = new DataView(bytes.buffer, bytes.byteOffset + at + 6, end - at - 6);
  const isLittle = tiff.getUint8(0) === 0x49;
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entries = Math.min(tiff.getUint16(directory, isLittle), Math.floor((tiff.byteLength - directory - 2) / 12));
  for (let entry = 0; entry < entries; entry++) {
    const place = directory + 2 + 12 * entry;
    if (tiff.getUint16(place, isLittle) !== ORIENTATION_TAG) continue;
    const value = tiff.getUint16(place + 8, isLittle);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
