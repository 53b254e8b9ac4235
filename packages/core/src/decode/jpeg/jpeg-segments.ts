import type { TableDefinition } from './huffman-tables.ts';
import { RefusedJpeg } from './refused-jpeg.ts';

/** Marker codes (ITU-T T.81, table B.1). */
export const MARKER = {
  SOF0: 0xc0,
  SOF2: 0xc2,
  DHT: 0xc4,
  JPG: 0xc8,
  DAC: 0xcc,
  RST0: 0xd0,
  RST7: 0xd7,
  SOI: 0xd8,
  EOI: 0xd9,
  SOS: 0xda,
  DQT: 0xdb,
  DNL: 0xdc,
  DRI: 0xdd,
  APP0: 0xe0,
  APP14: 0xee,
  SOF15: 0xcf,
} as const;

/** One colour component of a frame. */
export interface Component {
  readonly id: number;
  /** Sampling factors, 1 to 4. */
  readonly across: number;
  readonly down: number;
  readonly quantiser: number;
  /** Blocks in a row and rows of blocks, padded to whole MCUs. */
  readonly blocksAcross: number;
  readonly blocksDown: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly isProgressive: boolean;
  readonly components: readonly Component[];
  /** MCUs in a row and rows of MCUs of an interleaved scan. */
  readonly mcusAcross: number;
  readonly mcusDown: number;
}

export interface ScanComponent {
  readonly index: number;
  readonly dcTable: number;
  readonly acTable: number;
}

export interface ScanHeader {
  readonly components: readonly ScanComponent[];
  /** First coefficient (spectral selection), and successive approximation's high and low bit. */
  readonly start: number;
  readonly high: number;
  readonly low: number;
}

/** Frames this reader can make something of: baseline, extended and progressive Huffman, 8 bits, grey or three components. */
export function readFrame(bytes: Uint8Array, at: number, end: number, isProgressive: boolean): Frame {
  const height = uint16(bytes, at + 1);
  const width = uint16(bytes, at + 3);
  const count = bytes[at + 5]!;
  if (bytes[at] !== 8) throw new RefusedJpeg('not 8 bits a sample');
  if (width === 0 || height === 0) throw new RefusedJpeg('no size');
  if (count !== 1 && count !== 3) throw new RefusedJpeg(`${count} components`);
  if (at + 6 + 3 * count > end) throw new RefusedJpeg('short frame header');
  const factors = Array.from({ length: count }, (_, index) => {
    const place = at + 6 + 3 * index;
    return {
      id: bytes[place]!,
      across: bytes[place + 1]! >> 4,
      down: bytes[place + 1]! & 15,
      quantiser: bytes[place + 2]! & 15,
    };
  });
  if (factors.some(({ across, down }) => across < 1 || across > 4 || down < 1 || down > 4))
    throw new RefusedJpeg('sampling factor');
  const widest = Math.max(...factors.map(({ across }) => across));
  const tallest = Math.max(...factors.map(({ down }) => down));
  if (factors[0]!.across !== widest || factors[0]!.down !== tallest) throw new RefusedJpeg('subsampled luma');
  const mcusAcross = Math.ceil(width / (8 * widest));
  const mcusDown = Math.ceil(height / (8 * tallest));
  // libjpeg gives a lone component's sampling factors no meaning.
  const components = factors.map((factor) => ({
    ...factor,
    blocksAcross: mcusAcross * factor.across,
    blocksDown: mcusDown * factor.down,
  }));
  return { width, height, isProgressive, components, mcusAcross, mcusDown };
}

export function readScanHeader(bytes: Uint8Array, at: number, end: number, frame: Frame): ScanHeader {
  const count = bytes[at]!;
  if (count < 1 || count > frame.components.length || at + 4 + 2 * count > end)
    throw new RefusedJpeg('broken scan header');
  const components = Array.from({ length: count }, (_, position): ScanComponent => {
    const place = at + 1 + 2 * position;
    const index = frame.components.findIndex(({ id }) => id === bytes[place]);
    if (index < 0) throw new RefusedJpeg('broken scan header');
    return { index, dcTable: bytes[place + 1]! >> 4, acTable: bytes[place + 1]! & 15 };
  });
  if (new Set(components.map(({ index }) => index)).size < count) throw new RefusedJpeg('broken scan header');
  const parameters = at + 1 + 2 * count;
  if (!frame.isProgressive) return { components, start: 0, high: 0, low: 0 };
  const low = bytes[parameters + 2]! & 15;
  if (low > 13) throw new RefusedJpeg('broken scan header');
  return { components, start: bytes[parameters]!, high: bytes[parameters + 2]! >> 4, low };
}

/** The places in the zigzag order of the 4 x 4 lowest coefficients, row by row. */
const LOWEST = [0, 1, 5, 6, 2, 4, 7, 13, 3, 8, 12, 17, 9, 11, 18, 24];

/** The quantisers of the 4 x 4 lowest coefficients, row by row, for each table a DQT segment defines. */
export function readQuantisers(bytes: Uint8Array, at: number, end: number, tables: number[][]): void {
  for (let place = at; place < end;) {
    const type = bytes[place++]!;
    const isWide = type >> 4 !== 0;
    const value = (zigzag: number): number => (isWide ? uint16(bytes, place + 2 * zigzag) : bytes[place + zigzag]!);
    tables[type & 15] = LOWEST.map(value);
    place += isWide ? 128 : 64;
  }
}

/** Where the definitions of a DHT segment stand. They are looked into when a scan asks for them: progressive files have many that are never needed. */
export function readHuffmanTables(
  bytes: Uint8Array,
  at: number,
  end: number,
  tables: Record<'dc' | 'ac', TableDefinition[]>,
): void {
  for (let place = at; place + 17 <= end;) {
    const isAc = bytes[place]! >> 4 !== 0;
    const slot = bytes[place]! & 15;
    const counts = bytes.subarray(place + 1, place + 17);
    const count = counts.reduce((sum, some) => sum + some, 0);
    if (count > 256 || place + 17 + count > end) throw new RefusedJpeg('broken Huffman table');
    tables[isAc ? 'ac' : 'dc'][slot] = { at: place + 1, length: 16 + count };
    place += 17 + count;
  }
}

export function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
