/**
 * Turns a square picture as orientation 0 to 7 says: 0 to 3 are 0, 90, 180 and 270 degrees clockwise; 4 to 7 the same after mirroring left-right.
 * The order is that of DIHEDRAL_NAMES.
 * @param pixels side * side * channels samples, interleaved.
 */
export function turnSquare<Samples extends Uint8Array | Float32Array>(
  pixels: Samples,
  side: number,
  channels: number,
  orientation: number,
): Samples {
  if (orientation === 0) return pixels;
  // Not slice: a Buffer's shares its bytes.
  const out = (
    pixels instanceof Float32Array ? new Float32Array(pixels.length) : new Uint8Array(pixels.length)
  ) as Samples;
  const last = side - 1;
  for (let y = 0, to = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      // Where the pixel shown at (x, y) stood before the turn, then before the mirror.
      const [turnedX, turnedY] = beforeTurn(x, y, last, orientation & 3);
      const from = (turnedY * side + (orientation >= 4 ? last - turnedX : turnedX)) * channels;
      for (let channel = 0; channel < channels; channel++) out[to++] = pixels[from + channel]!;
    }
  return out;
}

function beforeTurn(x: number, y: number, last: number, quarterTurns: number): [number, number] {
  if (quarterTurns === 1) return [y, last - x];
  if (quarterTurns === 2) return [last - x, last - y];
  if (quarterTurns === 3) return [last - y, x];
  return [x, y];
}

/** The orientation that shows a stored picture the way its EXIF orientation, 1 to 8, says. */
export function fromExifOrientation(exifOrientation: number): number {
  return [0, 4, 2, 6, 7, 1, 5, 3][exifOrientation - 1] ?? 0;
}
