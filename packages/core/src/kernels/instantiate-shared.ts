/** The part of the WebAssembly interface that is used; neither Node's types nor the language's have it. */
declare const WebAssembly: {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: true }) => SharedMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** A memory that threads share: it can be sent to a worker. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** Hands out a shared memory piece by piece; it grows with them and never gives any back. */
export interface Arena {
  readonly memory: SharedMemory;
  /** Gives the address of that many bytes, all 0. */
  allocate(bytes: number): number;
  /** Gives the address of a copy. */
  put(contents: Uint8Array | Uint32Array): number;
}

const PAGE_BYTES = 65_536;

/** What a kernel can address: 4 GiB. */
const MAX_PAGES = 65_536;

export function createArena(): Arena {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
  let end = 16; // address 0 stands for nothing
  const allocate = (bytes: number): number => {
    const start = end;
    end = Math.ceil((start + bytes) / 16) * 16;
    const missing = Math.ceil((end - memory.buffer.byteLength) / PAGE_BYTES);
    if (end > MAX_PAGES * PAGE_BYTES) throw new RangeError('Expected at most 4 GiB for a kernel to work on');
    if (missing > 0) memory.grow(missing);
    return start;
  };
  return {
    memory,
    allocate,
    put(contents) {
      const at = allocate(contents.byteLength);
      new Uint8Array(memory.buffer, at, contents.byteLength).set(
        new Uint8Array(contents.buffer, contents.byteOffset, contents.byteLength),
      );
      return at;
    },
  };
}

/**
 * Starts a kernel on a memory that others may be working on; the caller knows what it exports.
 * @param wasm the text of a `*.wasm.ts` module.
 */
export function instantiateShared(wasm: string, memory: SharedMemory): object {
  const module = new WebAssembly.Module(Buffer.from(wasm, 'base64'));
  return new WebAssembly.Instance(module, { env: { memory } }).exports;
}
