import { inflateRawSync } from 'node:zlib';

/** The text of a data module: deflated, in base64. Small, so that programs which name no camera start as fast with it as without. */
export function unpackText(packed: string): string {
  return inflateRawSync(Buffer.from(packed, 'base64')).toString();
}
