/** Lower-case hex, two digits a byte, most significant byte first. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/**
 * Reads a hash of `bits` bits (a multiple of 8), most significant byte first. Shorter hex stands for a number whose leading
 * zeros were not printed, as several tools do, and is padded on the left.
 *
 * @example fromHex('ff', 64) // Uint8Array [0, 0, 0, 0, 0, 0, 0, 255]
 * @throws TypeError when `hex` is no string.
 * @throws RangeError when `hex` is empty, has too many digits or anything but hex digits.
 */
export function fromHex(hex: string, bits: number): Uint8Array {
  if (typeof hex !== 'string') throw new TypeError(`Expected \`hex\` to be a string, got ${typeof hex}`);
  const digits = bits / 4;
  if (!/^[0-9a-f]+$/i.test(hex) || hex.length > digits) {
    throw new RangeError(`Expected \`hex\` to be 1 to ${digits} hex digits, got \`${hex}\``);
  }
  return Uint8Array.from(Buffer.from(hex.padStart(digits, '0'), 'hex'));
}
