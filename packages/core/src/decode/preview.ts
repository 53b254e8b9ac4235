import sharp from 'sharp';

/**
 * A small upright WebP of an image for showing to people, as a data: URI.
 * @param maxSide longest side in pixels.
 * @throws Error as sharp gives it when the bytes cannot be decoded; open the image first for errors with codes.
 */
export async function previewDataUri(bytes: Uint8Array, maxSide: number): Promise<string> {
  const webp = await sharp(bytes, { failOn: 'none', autoOrient: true, limitInputPixels: false })
    .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 72 })
    .toBuffer();
  return `data:image/webp;base64,${webp.toString('base64')}`;
}
