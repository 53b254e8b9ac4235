const PNG_END = [0x49, 0x45, 0x4e, 0x44]; // IEND

/**
 * Whether a file that could not be decoded lacks its end: no end marker (JPEG, PNG, GIF), or fewer bytes than its header announces (WebP).
 * @param type media type by magic bytes; formats without a marked end give false.
 */
export function isTruncated(bytes: Uint8Array, type: string): boolean {
  switch (type) {
    case 'image/jpeg':
      return !endsWith(bytes, [0xff, 0xd9]);
    case 'image/png':
    case 'image/apng':
      return !endsWith(bytes, PNG_END);
    case 'image/gif':
      return !endsWith(bytes, [0x3b]);
    case 'image/webp':
      return bytes.length < 8 || new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8 > bytes.length;
    default:
      return false;
  }
}

/** Whether the marker stands in the last few bytes: some programs pad, and PNG's end chunk has a checksum behind its name. */
function endsWith(bytes: Uint8Array, marker: readonly number[]): boolean {
  const slack = 16;
  for (let at = bytes.length - marker.length; at >= Math.max(0, bytes.length - marker.length - slack); at--)
    if (marker.every((byte, index) => bytes[at + index] === byte)) return true;
  return false;
}
