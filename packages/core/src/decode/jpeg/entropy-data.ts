import { MARKER } from './jpeg-segments.ts';

/** More than the bytes that a whole MCU can step over, so that reading past the end needs no check within it. */
const PADDING = 4096;

/** One scan's entropy-coded bytes without their stuffed zeros, and where each restart interval after the first begins. Valid until the next call. */
export interface EntropyData {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly restarts: readonly number[];
}

let scratch = new Uint8Array(0);
let scratchView = new DataView(scratch.buffer);

/** Copies the entropy-coded data that begins at `from` (ITU-T T.81, B.1.1.5). One buffer serves all files of a thread. */
export function readEntropyData(bytes: Uint8Array, from: number): EntropyData {
  const total = bytes.length;
  if (scratch.length < total - from + PADDING) {
    scratch = new Uint8Array(Math.ceil((total - from) * 1.25) + PADDING);
    scratchView = new DataView(scratch.buffer);
  }
  const restarts: number[] = [];
  let size = 0;
  let at = from;
  while (at < total) {
    const next = nextMarkerByte(bytes, at);
    scratch.set(bytes.subarray(at, next), size);
    size += next - at;
    at = next;
    while (at < total && bytes[at] === 0xff) at++; // fill bytes
    if (at >= total) break;
    const code = bytes[at++]!;
    if (code === 0) scratch[size++] = 0xff;
    else if (code >= MARKER.RST0 && code <= MARKER.RST7) restarts.push(size);
    else break;
  }
  scratch.fill(0, size, size + PADDING);
  return { view: scratchView, bytes: scratch, size, restarts };
}

/** Where the segment after the entropy-coded data that begins at `from` starts. */
export function endOfEntropyData(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 2) {
    at = nextMarkerByte(bytes, at);
    if (at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1]!;
    if (next === 0xff) at--;
    else if (next !== 0 && (next < MARKER.RST0 || next > MARKER.RST7)) return at;
  }
}

function nextMarkerByte(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(0xff, from);
  return at < 0 ? bytes.length : at;
}
