import { endOfEntropyData } from './entropy-data.ts';
import { exifOrientation } from './exif-orientation.ts';
import type { TableDefinition } from './huffman-tables.ts';
import { jpegKernel, type JpegKernel } from './jpeg-kernel.ts';
import {
  MARKER,
  readFrame,
  readHuffmanTables,
  readQuantisers,
  readScanHeader,
  uint16,
  type Frame,
  type ScanHeader,
} from './jpeg-segments.ts';
import { planeSamples } from './plane-samples.ts';
import { RefusedJpeg } from './refused-jpeg.ts';
import { scanBlocks, type Coefficients, type ScanPart } from './scan-blocks.ts';

/** One component at a reduced scale. */
export interface Plane {
  /** columns * rows samples, 0 to 255. */
  readonly data: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  /** Samples a pixel of the full picture, across and down: the picture covers width * scaleX of the columns. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/** 8, 4 or 2 for a picture of this width and height; undefined where it is wanted at its full size. */
export type ReductionOf = (width: number, height: number) => 8 | 4 | 2 | undefined;

/** A JPEG's luma at 1/8, 1/4 or 1/2 scale, not oriented. */
export interface ReducedJpeg {
  /** Of the full picture as it is stored. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8. */
  readonly orientation: number;
  readonly luma: Plane;
  /** Cb and Cr, at 1/8 of what is stored of them, or at 1/4 when luma is at 1/2; undefined for a grey file. */
  readonly chroma: readonly [Plane, Plane] | undefined;
}

/** Bit positions must stay below 2^31. */
const LONGEST_FILE = 1 << 27;
const BLOCK = 8;

/** All that is known while a file is read. */
interface Reading {
  readonly bytes: Uint8Array;
  readonly kernel: JpegKernel;
  readonly reductionOf: ReductionOf;
  readonly quantisers: number[][];
  readonly tables: Record<'dc' | 'ac', TableDefinition[]>;
  frame: Frame | undefined;
  coefficients: Coefficients[];
  /** Which components' DC was seen, by the lowest bit seen so far. */
  seen: (number | undefined)[];
  interval: number;
  orientation: number | undefined;
  isJfif: boolean;
  adobeTransform: number | undefined;
}

/**
 * A JPEG from its lowest coefficients alone: at 1/8 from each block's DC (luma is bit for bit what libjpeg's 1/8 grey decode gives), at 1/4 or 1/2
 * from the 2 x 2 or 4 x 4 lowest. All others are stepped over, which is several times as fast as decoding them. The work is linear in the
 * file's length.
 * @param reductionOf what a picture of this size is to be reduced by.
 * @returns undefined where a full decoder is needed: other colour spaces, arithmetic coding, 1/4 and 1/2 of a progressive file, damage, missing data.
 */
export function reduceJpeg(bytes: Uint8Array, reductionOf: ReductionOf): ReducedJpeg | undefined {
  try {
    return read(bytes, reductionOf);
  } catch (error) {
    if (error instanceof RefusedJpeg) return undefined;
    throw error;
  }
}

function read(bytes: Uint8Array, reductionOf: ReductionOf): ReducedJpeg {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== MARKER.SOI) throw new RefusedJpeg('not a JPEG');
  if (bytes.length > LONGEST_FILE) throw new RefusedJpeg('too long');
  const kernel = jpegKernel();
  kernel.load(bytes);
  const reading: Reading = {
    bytes,
    kernel,
    reductionOf,
    quantisers: [],
    tables: { dc: [], ac: [] },
    frame: undefined,
    coefficients: [],
    seen: [],
    interval: 0,
    orientation: undefined,
    isJfif: false,
    adobeTransform: undefined,
  };
  for (let at = 2; at < bytes.length - 3;) {
    if (bytes[at] !== 0xff) {
      at = bytes.indexOf(0xff, at);
      if (at < 0) break;
    } else if (bytes[at + 1] === 0xff) at++;
    else if (isBare(bytes[at + 1]!)) at += 2;
    else if (bytes[at + 1] === MARKER.EOI) break;
    else {
      const end = at + 2 + uint16(bytes, at + 2);
      if (end < at + 4 || end > bytes.length) break;
      const next = readSegment(reading, bytes[at + 1]!, at + 4, end);
      if (next === 'complete') return toPicture(reading);
      at = next;
    }
  }
  throw new RefusedJpeg('it ends before its picture');
}

/** Markers without a segment behind them. */
function isBare(marker: number): boolean {
  return marker <= 1 || (marker >= MARKER.RST0 && marker <= MARKER.SOI);
}

/** Takes in one segment; gives where the next begins, or `complete` when no later one can matter. */
function readSegment(reading: Reading, marker: number, at: number, end: number): number | 'complete' {
  const { bytes } = reading;
  switch (marker) {
    case MARKER.APP0:
      reading.isJfif ||= text(bytes, at, 5) === 'JFIF\0';
      return end;
    case MARKER.APP0 + 1:
      reading.orientation ??= exifOrientation(bytes, at, end);
      return end;
    case MARKER.APP14:
      if (end - at >= 12 && text(bytes, at, 5) === 'Adobe') reading.adobeTransform = bytes[at + 11]!;
      return end;
    case MARKER.DQT:
      readQuantisers(bytes, at, end, reading.quantisers);
      return end;
    case MARKER.DHT:
      readHuffmanTables(bytes, at, end, reading.tables);
      return end;
    case MARKER.DRI:
      reading.interval = uint16(bytes, at);
      return end;
    case MARKER.DNL:
      throw new RefusedJpeg('its height comes after its picture');
    case MARKER.SOS:
      return readScan(reading, at, end);
    default:
      if (marker >= MARKER.SOF0 && marker <= MARKER.SOF15 && marker !== MARKER.JPG && marker !== MARKER.DAC)
        startFrame(reading, marker, at, end);
      return end;
  }
}

/** Samples a block in each direction, of luma and of chroma. */
const SIDES = { 8: [1, 1], 4: [2, 1], 2: [4, 2] } as const;

function startFrame(reading: Reading, marker: number, at: number, end: number): void {
  if (marker > MARKER.SOF2) throw new RefusedJpeg('arithmetic, lossless or hierarchical');
  if (reading.frame) throw new RefusedJpeg('two frames');
  const frame = readFrame(reading.bytes, at, end, marker === MARKER.SOF2);
  const reduction = reading.reductionOf(frame.width, frame.height);
  if (reduction === undefined) throw new RefusedJpeg('not wanted at a reduced scale');
  if (reduction < 8 && frame.isProgressive) throw new RefusedJpeg('AC coefficients of a progressive file');
  const blocks = frame.components.map(({ blocksAcross, blocksDown }) => blocksAcross * blocksDown);
  // A file cannot hold more blocks than bits: what it claims beyond that is not worth its memory.
  if (blocks[0]! > reading.bytes.length * 8) throw new RefusedJpeg('more blocks than bits');
  reading.frame = frame;
  reading.coefficients = blocks.map((count, index) => {
    const side = SIDES[reduction][index === 0 ? 0 : 1];
    const size = 2 * side * side * count;
    const address = reading.kernel.take(size);
    reading.kernel.bytes(address, size).fill(0);
    return { address, side };
  });
  reading.seen = blocks.map(() => undefined);
}

function readScan(reading: Reading, at: number, end: number): number | 'complete' {
  const { bytes, kernel, frame, coefficients, tables, seen, interval } = reading;
  if (!frame) throw new RefusedJpeg('no frame before the scan');
  if (frame.components.length === 3) checkColour(reading, frame);
  const header = readScanHeader(bytes, at, end, frame);
  if (header.start > 0) return endOfEntropyData(bytes, end); // AC coefficients of a progressive file
  const isRefinement = header.high > 0;
  if (header.components.some(({ index }) => isRefinement !== (seen[index] !== undefined)))
    throw new RefusedJpeg('scans out of order');
  const parts = header.components.map(({ index, dcTable, acTable }): ScanPart => {
    const component = frame.components[index]!;
    return {
      component,
      coefficients: coefficients[index]!,
      dcTable: isRefinement ? undefined : tableAt(tables.dc, dcTable),
      acTable: frame.isProgressive ? undefined : tableAt(tables.ac, acTable),
    };
  });
  if (!scanBlocks(kernel, parts, frame, { header, from: end, end: bytes.length, interval }))
    throw new RefusedJpeg('damaged or cut short');
  for (const { index } of header.components) seen[index] = header.low;
  return isDone(seen, header) ? 'complete' : endOfEntropyData(bytes, end);
}

function isDone(seen: readonly (number | undefined)[], header: ScanHeader): boolean {
  return header.low === 0 && seen.every((low) => low === 0);
}

function tableAt(tables: readonly TableDefinition[], slot: number): TableDefinition {
  const table = tables[slot];
  if (!table) throw new RefusedJpeg('no Huffman table');
  return table;
}

/** libjpeg's rule for what three components mean. */
function checkColour({ isJfif, adobeTransform }: Reading, { components }: Frame): void {
  if (isJfif) return;
  const letters = String.fromCharCode(...components.map(({ id }) => id));
  if (adobeTransform === 0 || (adobeTransform === undefined && letters === 'RGB')) throw new RefusedJpeg('RGB');
}

function toPicture({ kernel, frame, coefficients, quantisers, orientation }: Reading): ReducedJpeg {
  const { width, height, components } = frame!;
  const [widest, tallest] = [components[0]!.across, components[0]!.down];
  const planes = components.map((component, index): Plane => {
    const quantiser = quantisers[component.quantiser];
    if (!quantiser) throw new RefusedJpeg('no quantisation table');
    const { blocksAcross, blocksDown } = component;
    const perBlock = coefficients[index]!.side;
    const data = planeSamples(kernel, component, coefficients[index]!, quantiser);
    const [scaleX, scaleY] = [
      (perBlock * component.across) / (BLOCK * widest),
      (perBlock * component.down) / (BLOCK * tallest),
    ];
    return { data, columns: blocksAcross * perBlock, rows: blocksDown * perBlock, scaleX, scaleY };
  });
  const [luma, blue, red] = planes;
  return { width, height, orientation: orientation ?? 1, luma: luma!, chroma: blue && red ? [blue, red] : undefined };
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.subarray(at, at + length)).toString('latin1');
}
