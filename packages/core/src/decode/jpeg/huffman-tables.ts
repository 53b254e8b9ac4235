import { MOST_TABLES, type JpegKernel } from './jpeg-kernel.ts';
import { RefusedJpeg } from './refused-jpeg.ts';

/** Where a file defines a Huffman table: 16 counts of codes by their length, then the symbols (ITU-T T.81, B.2.4.2). */
export interface TableDefinition {
  readonly at: number;
  readonly length: number;
}

/**
 * Where the table stands in the kernel's memory; it is built unless an earlier file had the same.
 * @throws RefusedJpeg when the lengths do not make a prefix code.
 */
export function huffmanTable(kernel: JpegKernel, { at, length }: TableDefinition): number {
  const { exports, file, tables } = kernel;
  const key = Buffer.from(exports.memory.buffer, file + at, length).toString('latin1');
  const place = tables.get(key) ?? freePlace(kernel);
  if (!tables.delete(key) && !exports.buildTable(place, file + at)) throw new RefusedJpeg('broken Huffman table');
  tables.set(key, place); // behind all others: used last
  return place;
}

/** The place of the table that was used longest ago, once there is no other. */
function freePlace({ tables, tableAddress }: JpegKernel): number {
  if (tables.size < MOST_TABLES) return tableAddress(tables.size);
  const [key, place] = tables.entries().next().value!;
  tables.delete(key);
  return place;
}
