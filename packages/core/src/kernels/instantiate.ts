/** The part of the WebAssembly interface that is used; neither Node's types nor the language's have it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Kernel };
};

/** A kernel's memory, whatever else it exports. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

const PAGE_BYTES = 65_536;

/**
 * Starts a kernel with a memory of its own; the caller knows what it exports.
 * @param wasm the text of a `*.wasm.ts` module.
 */
export function instantiate(wasm: string): Kernel {
  const module = new WebAssembly.Module(Buffer.from(wasm, 'base64'));
  const abort = (): never => {
    throw new Error('A kernel stopped: it was asked for more than its memory holds.');
  };
  return new WebAssembly.Instance(module, { env: { abort } }).exports;
}

/** Makes a kernel's memory at least this large; views of it that were made before are void then. */
export function reserve({ memory }: Kernel, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (missing > 0) memory.grow(missing);
}
