/** The part of the WebAssembly interface that is used; neither Node's types nor the language's have it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Kernel };
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => SharedMemory;
};

/** A kernel's memory, whatever else it exports. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

/** A memory that kernels of many threads may work in; it can be posted to them. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

const PAGE_BYTES = 65_536;

/**
 * Starts a kernel; the caller knows what it exports.
 * @param wasm the text of a `*.wasm.ts` module.
 * @param memory for a kernel that was built to work in a memory that it is given; others have their own.
 */
export function instantiate(wasm: string, memory?: SharedMemory): Kernel {
  const module = new WebAssembly.Module(Buffer.from(wasm, 'base64'));
  const abort = (): never => {
    throw new Error('A kernel stopped: it was asked for more than its memory holds.');
  };
  return new WebAssembly.Instance(module, { env: { abort, memory } }).exports;
}

/** @throws RangeError when the machine cannot give so much, or it is more than 4 GiB. */
export function sharedMemory(bytes: number): SharedMemory {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/** Makes a kernel's memory at least this large; views of it that were made before are void then. */
export function reserve({ memory }: Kernel, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) memory.grow(missing);
}
