/** Bytes of a WebAssembly module before its first section: "\0asm" and the version. */
const HEADER_BYTES = 8;
const MEMORY_SECTION = 5;
const HAS_MAXIMUM = 1;

/**
 * The same WebAssembly module with a most for its one memory; what asks for more is told that there is none. Modules are compiled with the
 * most that WebAssembly has, 4 GB.
 * @param maxPages pages of 64 KiB, at least what the module starts with.
 * @throws TypeError when the module has no memory of its own.
 * @see https://webassembly.github.io/spec/core/binary/modules.html#memory-section
 */
export function limitMemory(wasm: Uint8Array, maxPages: number): Uint8Array<ArrayBuffer> {
  for (let at = HEADER_BYTES; at < wasm.length;) {
    const length = readNumber(wasm, at + 1);
    const end = length.end + length.value;
    if (wasm[at] === MEMORY_SECTION) {
      const minimum = readNumber(wasm, readNumber(wasm, length.end).end + 1); // behind the count and the flags of the first
      const limits = [1, HAS_MAXIMUM, ...writeNumber(minimum.value), ...writeNumber(maxPages)];
      const section = [MEMORY_SECTION, ...writeNumber(limits.length), ...limits];
      return new Uint8Array(Buffer.concat([wasm.subarray(0, at), Uint8Array.from(section), wasm.subarray(end)]));
    }
    at = end;
  }
  throw new TypeError('Expected a WebAssembly module with a memory of its own');
}

/** A number in LEB128: seven bits a byte, the lowest first, the eighth bit set on all but the last. */
function readNumber(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let place = 0; ; place++) {
    const byte = bytes[at + place]!;
    value += (byte & 0x7f) * 2 ** (7 * place);
    if (byte < 0x80) return { value, end: at + place + 1 };
  }
}

function writeNumber(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...writeNumber(value >>> 7)];
}
