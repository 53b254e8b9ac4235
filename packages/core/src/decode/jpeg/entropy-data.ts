import { MARKER } from './jpeg-segments.ts';

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
