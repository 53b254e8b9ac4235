import type { EntropyData } from './entropy-data.ts';
import { BLOCK_SIZE, LOOK_BITS, passedBits, passedCoefficients, type HuffmanTable } from './huffman-table.ts';
import type { Component, Frame, ScanHeader } from './jpeg-segments.ts';

/** The lowest coefficients of a component's blocks, row by row of blocks. */
export interface Coefficients {
  readonly dc: Int16Array;
  /** Undefined where only DC is wanted. */
  readonly low: LowCoefficients | undefined;
}

/** The size x size lowest coefficients of each block, row by row; DC's place among them stays 0. */
export interface LowCoefficients {
  readonly values: Int16Array;
  readonly size: 2 | 4;
}

/** One component's part in a scan. */
export interface ScanPart {
  readonly component: Component;
  readonly coefficients: Coefficients;
  readonly dcTable: HuffmanTable | undefined;
  /** Undefined in progressive scans, which hold no AC coefficients beside DC. */
  readonly acTable: HuffmanTable | undefined;
}

export interface ScanData {
  readonly data: EntropyData;
  /** MCUs between restart markers; 0 for none. */
  readonly interval: number;
}

/** Decodes the first scan of DC coefficients, and in sequential files the low AC ones beside them; all other AC coefficients are stepped over. */
export function decodeBlocks(parts: readonly ScanPart[], frame: Frame, header: ScanHeader, scan: ScanData): boolean {
  const { blocks, across, down } = layOut(parts, frame);
  const { view } = scan.data;
  const intervals = new Intervals(scan);
  const predicted = new Int32Array(parts.length);
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      const isNew = intervals.step();
      if (isNew === undefined) return false;
      if (isNew) predicted.fill(0);
      let at = intervals.at;
      for (let i = 0; i < blocks.length; i++) {
        const block = blocks[i]!;
        const { low, acTable } = block;
        const entry = readSymbol(view, at, block.dcTable!);
        if (entry < 0) return false;
        at += entry >> 8;
        const bits = entry & 255;
        if (bits > 15) return false;
        if (bits > 0) {
          predicted[block.part]! += signed(peek(view, at, bits), bits);
          at += bits;
        }
        const place = (y * block.stepY + block.y) * block.stride + x * block.stepX + block.x;
        block.dc[place] = predicted[block.part]! << header.low;
        if (acTable)
          at = low ? readLowCoefficients(view, at, acTable, low, place) : skipCoefficients(view, at, acTable, 1);
        if (at < 0 || at > intervals.limit) return false;
      }
      intervals.at = at;
    }
  return true;
}

/** Adds a progressive file's further DC bit, one for each block. */
export function refineBlocks(parts: readonly ScanPart[], frame: Frame, header: ScanHeader, scan: ScanData): boolean {
  const { blocks, across, down } = layOut(parts, frame);
  const { bytes } = scan.data;
  const intervals = new Intervals(scan);
  const bit = 1 << header.low;
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      if (intervals.step() === undefined) return false;
      for (const block of blocks) {
        const at = intervals.at++;
        if (at >= intervals.limit) return false;
        if (((bytes[at >>> 3]! >> (7 - (at & 7))) & 1) === 0) continue;
        block.dc[(y * block.stepY + block.y) * block.stride + x * block.stepX + block.x]! |= bit;
      }
    }
  return true;
}

/** A block of an MCU, with all that decoding it takes. */
interface Block {
  readonly part: number;
  /** Place within the MCU, how far apart MCUs are, and blocks in a row: all in blocks. */
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
  readonly stride: number;
  readonly dc: Int16Array;
  readonly low: LowCoefficients | undefined;
  readonly dcTable: HuffmanTable | undefined;
  readonly acTable: HuffmanTable | undefined;
}

/** The blocks of one MCU, and how many MCUs there are: a scan of one component has one block an MCU and leaves out the padding (T.81, A.2). */
function layOut(
  parts: readonly ScanPart[],
  frame: Frame,
): { readonly blocks: readonly Block[]; readonly across: number; readonly down: number } {
  const isAlone = parts.length === 1;
  const blocks = parts.flatMap(({ component, coefficients, dcTable, acTable }, part) => {
    const [stepX, stepY] = isAlone ? [1, 1] : [component.across, component.down];
    return Array.from({ length: stepX * stepY }, (_, i): Block => {
      const place = { x: i % stepX, y: Math.floor(i / stepX), stepX, stepY, stride: component.blocksAcross };
      return { part, ...place, dc: coefficients.dc, low: coefficients.low, dcTable, acTable };
    });
  });
  if (!isAlone) return { blocks, across: frame.mcusAcross, down: frame.mcusDown };
  const { across, down } = parts[0]!.component;
  const luma = frame.components[0]!;
  return {
    blocks,
    across: Math.ceil((frame.width * across) / (8 * luma.across)),
    down: Math.ceil((frame.height * down) / (8 * luma.down)),
  };
}

/** Where a scan's restart intervals begin and end. No bit is read twice, so the work stays linear in the file. */
class Intervals {
  readonly #restarts: readonly number[];
  readonly #interval: number;
  readonly #size: number;
  #left: number;
  #next = 0;
  /** Position of the next bit, and of the first that is not this interval's. */
  at = 0;
  limit: number;

  constructor({ data, interval }: ScanData) {
    this.#restarts = data.restarts;
    this.#interval = interval;
    this.#size = data.size;
    this.#left = interval;
    this.limit = (interval > 0 ? (data.restarts[0] ?? data.size) : data.size) * 8;
  }

  /** Called before each MCU: whether it is the first of a further interval; undefined when that is missing. */
  step(): boolean | undefined {
    if (this.#interval === 0 || this.#left-- > 0) return false;
    if (this.#next >= this.#restarts.length) return undefined;
    this.at = this.#restarts[this.#next++]! * 8;
    this.limit = (this.#restarts[this.#next] ?? this.#size) * 8;
    this.#left = this.#interval - 1;
    return true;
  }
}

/** The next symbol as `length << 8 | symbol`, or -1. */
function readSymbol(view: DataView, at: number, table: HuffmanTable): number {
  return table.symbols[peek(view, at, LOOK_BITS)]! || table.longSymbol(peek(view, at, 16));
}

/** Which of a block's low coefficients stands at each of the first places of the zigzag order; -1 for those that are not kept. */
const KEPT = {
  2: [0, 1, 2, -1, 3],
  4: [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, -1, 13, 10, 7, -1, -1, -1, 11, 14, -1, -1, -1, -1, -1, 15],
};

/** Reads AC coefficients one by one up to the last that is kept, then steps over the rest. Gives the position behind the block, or -1. */
// eslint-disable-next-line max-params -- called for every block: an object made each time would cost more than what it does
function readLowCoefficients(
  view: DataView,
  start: number,
  table: HuffmanTable,
  { values, size }: LowCoefficients,
  place: number,
): number {
  const { symbols } = table;
  const kept = KEPT[size];
  let at = start;
  let k = 1;
  while (k < kept.length) {
    const word = view.getInt32(at >>> 3) << (at & 7);
    let entry = symbols[word >>> (32 - LOOK_BITS)]!;
    if (entry === 0) entry = table.longSymbol(word >>> 16);
    if (entry < 0) return -1;
    const length = entry >> 8;
    const bits = entry & 15;
    const run = (entry >> 4) & 15;
    at += length;
    if (bits === 0) {
      if (run < 15) return at; // the block ends
      k += 16;
      continue;
    }
    k += run;
    if (k < kept.length && kept[k]! >= 0) values[place * size * size + kept[k]!] = signed(peek(view, at, bits), bits);
    at += bits;
    k++;
  }
  return k < BLOCK_SIZE ? skipCoefficients(view, at, table, k) : at;
}

/** Steps over AC coefficients from the k-th on, several symbols at a time. Gives the position behind the block, or -1. */
function skipCoefficients(view: DataView, start: number, table: HuffmanTable, first: number): number {
  const strides = table.strides!;
  let at = start;
  let k = first;
  do {
    const stride = strides[(view.getInt32(at >>> 3) << (at & 7)) >>> (32 - LOOK_BITS)]!;
    if (stride !== 0) {
      const isWhole = k + (stride >>> 24) < BLOCK_SIZE;
      at += (isWhole ? stride : stride >>> 12) & 31;
      k += (isWhole ? stride >>> 5 : stride >>> 17) & 127;
    } else {
      const entry = table.longSymbol(peek(view, at, 16));
      if (entry < 0) return -1;
      at += passedBits(entry);
      k += passedCoefficients(entry);
    }
  } while (k < BLOCK_SIZE);
  return at;
}

/** The next 1 to 16 bits. 32 bits are read at once, of which up to 7 are passed already. */
function peek(view: DataView, at: number, bits: number): number {
  return (view.getInt32(at >>> 3) << (at & 7)) >>> (32 - bits);
}

/** A value of so many bits (T.81, F.2.2.1, EXTEND). */
function signed(value: number, bits: number): number {
  return value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value;
}
