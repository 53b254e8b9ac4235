const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A path as text. Git's paths are bytes: those that are no UTF-8 keep each byte beyond ASCII as `\xNN`, so that different paths stay different. */
export function pathText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
  }
}
