import { instantiate, reserve, type Kernel } from '../../kernels/instantiate.ts';
import { wasm } from '../../kernels/jpeg.wasm.ts';

/** What kernels/jpeg.ts exports; numbers are addresses but for counts and `quantiser`. */
interface JpegExports extends Kernel {
  memoryStart(): number;
  /** 0 when the definition is broken. */
  buildTable(table: number, definition: number): number;
  /** 0 when the data is damaged or cut short; so too below. */
  decodeScan(scan: number): number;
  refineDc(scan: number): number;
  eighthSamples(coefficients: number, blocks: number, quantiser: number, out: number): void;
  quarterSamples(coefficients: number, across: number, down: number, weights: number, out: number): void;
  halfSamples(coefficients: number, across: number, down: number, weights: number, out: number): void;
}

/** Bytes of a Huffman table (kernels/jpeg/huffman-table.ts). */
const TABLE_BYTES = 12_800;

/** Huffman tables kept for later files: most files use the same few. A scan uses up to six. */
export const MOST_TABLES = 64;

/** Bytes that one block's bits can reach beyond its scan's data before that is noticed, and vectors beyond what they hold. */
const MARGIN = 512;

/** Memory that stays with a thread, in bytes; what a larger file took is given back. */
const MOST_KEPT = 64 << 20;

/**
 * A kernel and how its memory is laid out: a scan's description, what weighs coefficients, Huffman tables, and from `file` on what belongs to one
 * file: its bytes, a scan's data without stuffing (from `top` downwards), and what `take` gives out.
 */
export class JpegKernel {
  readonly exports = instantiate(wasm) as JpegExports;
  readonly scan = align(this.exports.memoryStart());
  readonly weights = this.scan + 2048;
  readonly #tables = this.weights + 128;
  /** The addresses of the Huffman tables that are there, by what defines them; the one used longest ago comes first. */
  readonly tables = new Map<string, number>();
  readonly file = align(this.#tables + MOST_TABLES * TABLE_BYTES);
  #free = this.file;
  top = 0;

  /** Takes in a file; what earlier ones took is free again. */
  load(bytes: Uint8Array): void {
    this.#free = align(this.file + bytes.length);
    this.top = this.take(bytes.length + 2 * MARGIN) + bytes.length + MARGIN;
    this.bytes(this.file, bytes.length).set(bytes);
  }

  /** So many bytes that nothing else uses, and room to write a vector beyond them; their content is any. */
  take(bytes: number): number {
    const address = this.#free;
    this.#free = align(address + bytes);
    reserve(this.exports, this.#free + MARGIN);
    return address;
  }

  /** A view that the next `take` makes void. */
  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, address, length);
  }

  readonly tableAddress = (slot: number): number => this.#tables + slot * TABLE_BYTES;
}

let running: JpegKernel | undefined;

/** This thread's kernel. */
export function jpegKernel(): JpegKernel {
  if (running && running.exports.memory.buffer.byteLength > MOST_KEPT) running = undefined;
  return (running ??= new JpegKernel());
}

function align(address: number): number {
  return Math.ceil(address / 16) * 16;
}
