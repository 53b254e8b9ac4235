import {
  imageContent,
  openImage,
  orientRaster,
  pixelChecksum,
  previewDataUri,
  sniffType,
  type Detail,
  type ImageContent,
} from '@pixelpeeper/core';

/** Longest side of the pictures in the HTML report: sharp on a dense display at half of it. */
const PREVIEW_SIDE = 320;

export async function anyContent(
  bytes: Uint8Array,
  { maxPixels, detail }: { readonly maxPixels: number; readonly detail: Detail },
): Promise<ImageContent> {
  return imageContent(bytes, await sniffType(bytes), { decode: { maxPixels }, detail });
}

export async function preview(bytes: Uint8Array): Promise<string | null> {
  return previewDataUri(bytes, PREVIEW_SIDE).catch(() => null); // it was readable a moment ago: the pair stands, without its picture
}

export async function pixels(bytes: Uint8Array, maxPixels: number): Promise<string | null> {
  try {
    const opened = await openImage(bytes, await sniffType(bytes), { maxPixels });
    return pixelChecksum(orientRaster(await opened.stored(), opened.header.orientation));
  } catch {
    return null;
  }
}

/** What the folder of a native sharp lacks, as the loader says (scripts/sharp-loader.ts); null for nothing. */
export function decoderLacks(): string | null {
  return process.env['PIXELPEEPER_SHARP_LACKS'] ?? null;
}

/** A GIF of one pixel. */
const DOT = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');

/** Whether the decoder can still decode: WebAssembly that has run out of memory cannot, and would call every further image corrupt. */
export async function isDecoderWell(): Promise<boolean> {
  return openImage(DOT, 'image/gif')
    .then((opened) => opened.stored())
    .then(
      () => true,
      () => false,
    );
}
