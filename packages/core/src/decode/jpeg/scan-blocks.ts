import { huffmanTable, type TableDefinition } from './huffman-tables.ts';
import type { JpegKernel } from './jpeg-kernel.ts';
import type { Component, Frame, ScanHeader } from './jpeg-segments.ts';

/** The lowest coefficients of a component's blocks, row by row of blocks, in the kernel's memory. */
export interface Coefficients {
  readonly address: number;
  /** 1, 2 or 4: side x side coefficients a block, row by row, as 16-bit integers. */
  readonly side: 1 | 2 | 4;
}

/** One component's part in a scan. */
export interface ScanPart {
  readonly component: Component;
  readonly coefficients: Coefficients;
  readonly dcTable: TableDefinition | undefined;
  /** Undefined in progressive scans, which hold no AC coefficients beside DC. */
  readonly acTable: TableDefinition | undefined;
}

export interface ScanData {
  readonly header: ScanHeader;
  /** Where the entropy-coded data begins in the file, and where the file ends. */
  readonly from: number;
  readonly end: number;
  /** MCUs between restart markers; 0 for none. */
  readonly interval: number;
}

/**
 * Decodes a scan's DC coefficients, and in sequential files the low AC ones beside them.
 * @returns false where the data is damaged or cut short.
 */
export function scanBlocks(
  kernel: JpegKernel,
  parts: readonly ScanPart[],
  frame: Frame,
  { header, from, end, interval }: ScanData,
): boolean {
  const { exports, scan, file, top } = kernel;
  const { across, down } = mcus(parts, frame);
  const predicted = scan + SCAN_WORDS * 4;
  const blocks = predicted + 16;
  const words = parts.flatMap((part, index) => blockWords(kernel, part, predicted + 4 * index, parts.length === 1));
  const blocksEnd = blocks + 4 * words.length;
  const memory = new Int32Array(exports.memory.buffer);
  memory.set(
    [blocks, blocksEnd, across, down, interval, header.low, predicted, file + from, file + end, top],
    scan / 4,
  );
  memory.set(words, blocks / 4);
  return (header.high > 0 ? exports.refineDc(scan) : exports.decodeScan(scan)) !== 0;
}

/** 32-bit words of a Scan (kernels/jpeg/scan.ts). */
const SCAN_WORDS = 10;

/** MCUs in a row and rows of them: a scan of one component has one block an MCU and leaves out the padding (T.81, A.2). */
function mcus(parts: readonly ScanPart[], frame: Frame): { readonly across: number; readonly down: number } {
  if (parts.length > 1) return { across: frame.mcusAcross, down: frame.mcusDown };
  const { across, down } = parts[0]!.component;
  const luma = frame.components[0]!;
  return {
    across: Math.ceil((frame.width * across) / (8 * luma.across)),
    down: Math.ceil((frame.height * down) / (8 * luma.down)),
  };
}

/** The words of a Block (kernels/jpeg/scan.ts) for each of a component's blocks in an MCU. */
function blockWords(
  kernel: JpegKernel,
  { component, coefficients, dcTable, acTable }: ScanPart,
  predicted: number,
  isAlone: boolean,
): number[] {
  const { address, side } = coefficients;
  const [across, down] = isAlone ? [1, 1] : [component.across, component.down];
  const tables = [dcTable, acTable].map((table) => (table ? huffmanTable(kernel, table) : 0));
  const blockBytes = 2 * side * side;
  const rowBytes = blockBytes * component.blocksAcross;
  return Array.from({ length: across * down }, (_, i) => {
    const place = address + (i % across) * blockBytes + Math.floor(i / across) * rowBytes;
    return [...tables, predicted, place, across * blockBytes, down * rowBytes, side];
  }).flat();
}
