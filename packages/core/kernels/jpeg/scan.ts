import { size, stop, unstuff } from './entropy-data';

/** A block of an MCU, with all that decoding it takes. */
@unmanaged
export class Block {
  dcTable: usize;
  /** 0 in progressive scans of DC, which hold nothing beside it. */
  acTable: usize;
  /** Where the component's predicted DC stands, as i32. */
  predicted: usize;
  /** Where the coefficients of this block in the first MCU stand, as i16, and how many bytes on those of the next MCU and of the next row of MCUs. */
  coefficients: usize;
  stepX: usize;
  stepY: usize;
  /** 1, 2 or 4: side x side coefficients of each block are kept. */
  side: u32;
}

/** A scan and its entropy-coded data. */
@unmanaged
export class Scan {
  /** The blocks of one MCU. */
  blocks: usize;
  blocksEnd: usize;
  /** MCUs in a row, and rows of them. */
  across: u32;
  down: u32;
  /** MCUs between restart markers; 0 for none. */
  interval: u32;
  /** Lowest bit of the coefficients (successive approximation). */
  low: u32;
  /** Predicted DC of all components. */
  predicted: usize;
  /** The data as it stands in the file: it ends there at a marker, or with the file. */
  from: usize;
  end: usize;
  /** Where the data is laid down: from here to lower addresses. */
  top: usize;
}

/** Bytes of the predicted DC of all components. */
const PREDICTED_BYTES = 12;

/** MCUs left in the present restart interval, and whether there is a further one. */
let left: u32 = 0;
let isFurther: bool = false;

/** The first bit that is not the present interval's. */
export let limit: u32 = 0;

/** What stands for a bit position where the data is broken or missing: it is behind all others. */
export const BROKEN: u32 = u32.MAX_VALUE;

/** Called before the first MCU. */
export function begin(scan: Scan): void {
  beginInterval(scan, scan.from);
}

/** Called before each MCU: the bit at which it begins, `at` but for the first of a further interval; BROKEN when that is missing. */
export function enter(scan: Scan, at: u32): u32 {
  if (scan.interval == 0 || left-- > 0) return at;
  if (!isFurther) return BROKEN;
  beginInterval(scan, stop);
  left--;
  return 0;
}

/** Lays down the data of the interval that begins at `from`. No byte is read twice, so the work stays linear in the file. */
function beginInterval(scan: Scan, from: usize): void {
  isFurther = unstuff(from, scan.end, scan.top, scan.interval == 0);
  limit = 8 * size;
  left = scan.interval;
  memory.fill(scan.predicted, 0, PREDICTED_BYTES);
}
