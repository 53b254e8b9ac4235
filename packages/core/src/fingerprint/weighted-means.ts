import { instantiate, reserve, type Kernel } from '../kernels/instantiate.ts';
import { wasm } from '../kernels/resample.wasm.ts';
import type { Spans } from './spans.ts';

/** Samples of interleaved channels: channel c of pixel (x, y) stands at offset + (y * rowStride + x) * step + c. */
export interface SampleGrid {
  readonly data: Uint8Array | Float32Array;
  readonly offset: number;
  /** Channels of a pixel, 1 to 4. The second of two and the fourth of four is alpha, of bytes: transparent parts count as white. */
  readonly step: number;
  /** In pixels. */
  readonly rowStride: number;
  /** What the picture covers, in pixels; a fraction where the last column or row lies partly outside it. */
  readonly width: number;
  readonly height: number;
}

/** Each channel but alpha at another size: what the spans of columns and rows take of it, in whole 1024ths. */
export function weightedMeans(grid: SampleGrid, columns: Spans, rows: Spans): Float32Array[] {
  const kernel = (running ??= instantiate(wasm) as ResampleKernel);
  const { data, offset, step, rowStride } = grid;
  const samples = (columns.indices[4 * columns.count - 3]! + 1) * step;
  const total = columns.total * rows.total;
  const strip = kernel.prepare(step, samples, columns.count, rows.count, total);
  const rowBytes = rowStride * step * data.BYTES_PER_ELEMENT;
  reserve(kernel, strip + rowBytes * (Math.ceil(rows.total) + 2) + VECTOR_BYTES);
  const memory = new Uint8Array(kernel.memory.buffer);
  memory.set(new Uint8Array(columns.indices.buffer), kernel.spans.value);
  const add = data instanceof Uint8Array ? kernel.addBytes : kernel.addFloats;
  for (let row = 0; row < rows.count; row++) {
    const [first, last] = [rows.indices[4 * row]!, rows.indices[4 * row + 1]!];
    const start = offset + first * rowStride * step;
    const length = (last - first) * rowStride * step + samples;
    memory.set(bytesOf(data, start, length), strip);
    if (step % 2 === 0) kernel.layOnWhite(strip, length);
    kernel.clear();
    for (let y = first, at = strip; y <= last; y++, at += rowBytes) add(at, weightOf(rows, row, y));
    kernel.finishRow(row);
  }
  const size = columns.count * rows.count;
  return Array.from({ length: step < 3 ? 1 : 3 }, (_, channel) =>
    new Float32Array(kernel.memory.buffer, kernel.meansAt() + 4 * channel * size, size).slice(),
  );
}

/** Kernels read whole vectors, beyond the end of a row too. */
const VECTOR_BYTES = 16;

interface ResampleKernel extends Kernel {
  readonly spans: { readonly value: number };
  prepare(channels: number, samples: number, columns: number, rows: number, total: number): number;
  meansAt(): number;
  clear(): void;
  readonly addBytes: (row: number, weight: number) => void;
  readonly addFloats: (row: number, weight: number) => void;
  layOnWhite(pixels: number, bytes: number): void;
  finishRow(row: number): void;
}

let running: ResampleKernel | undefined;

function bytesOf(data: Uint8Array | Float32Array, start: number, length: number): Uint8Array {
  const size = data.BYTES_PER_ELEMENT;
  return new Uint8Array(data.buffer, data.byteOffset + start * size, length * size);
}

function weightOf({ indices, weights }: Spans, place: number, sample: number): number {
  if (sample === indices[4 * place]) return weights[4 * place + 2]!;
  return sample === indices[4 * place + 1] ? weights[4 * place + 3]! : 1;
}
