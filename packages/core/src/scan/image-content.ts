import { openImage, type DecodeOptions } from '../decode/open-image.ts';
import { createPixelGate } from '../decode/pixel-gate.ts';
import { fingerprintImage, type Detail } from '../fingerprint/fingerprint-image.ts';
import { checksum } from '../hash/checksum.ts';
import type { ImageContent } from './scan-cache.ts';

export interface ImageContentOptions {
  readonly decode?: DecodeOptions | undefined;
  readonly detail: Detail;
}

/** Most pixels that are decoded side by side. */
const gate = createPixelGate(64_000_000);

/**
 * The content of any image that can be decoded.
 * @param contentType the media type by magic bytes, null when unknown.
 * @throws DecodeError as openImage and fingerprintImage say.
 */
export async function imageContent(
  bytes: Uint8Array,
  contentType: string | null,
  { decode, detail }: ImageContentOptions,
): Promise<ImageContent> {
  const opened = await openImage(bytes, contentType, decode);
  const { width, height } = opened.header;
  const content_type = contentType ?? '';
  const fingerprint = await gate.run(width * height, () =>
    fingerprintImage({ bytes, contentType: content_type, opened }, detail),
  );
  return { checksum: checksum(bytes), bytesize: bytes.length, content_type, width, height, fingerprint };
}
