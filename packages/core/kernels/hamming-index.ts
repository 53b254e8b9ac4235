// Finds the codes within a distance of one code, among codes that were filed by several bands. src/hamming/hamming-index.ts lays the memory out.
import { Band, BAND_BYTES, file, keyOf } from './hamming/band';
import { Code256, Code64, distance } from './hamming/code';

/** Codes filed by a band, and the differences of keys that the band's radius allows. */
@unmanaged
class Table {
  starts: usize;
  ids: usize;
  probes: usize;
  probeCount: u32;
}

const TABLE_BYTES: u32 = 16;

@unmanaged
class Index {
  codes: usize;
  codeBytes: u32;
  count: u32;
  /** As many bands as the distance needs, and a table for each. */
  bands: usize;
  tables: usize;
  bandCount: u32;
  /** Columns for what is found, as long as there are codes. */
  found: usize;
  distances: usize;
}

/** Files the codes by a band. */
export function fill(indexAt: usize, bandAt: usize, tableAt: usize): void {
  const index = changetype<Index>(indexAt);
  const table = changetype<Table>(tableAt);
  file(changetype<Band>(bandAt), index.codes, index.codeBytes, index.count, table.starts, table.ids);
}

/** Looks a code up; gives how many it found. */
export function find(indexAt: usize, code: usize, maxDistance: u32): u32 {
  const index = changetype<Index>(indexAt);
  if (index.codeBytes == offsetof<Code64>()) return findIn<Code64>(index, code, maxDistance);
  return findIn<Code256>(index, code, maxDistance);
}

/** Compares a code with all; gives how many it found. */
export function scan(indexAt: usize, code: usize, maxDistance: u32): u32 {
  const index = changetype<Index>(indexAt);
  if (index.codeBytes == offsetof<Code64>()) return scanIn<Code64>(index, code, maxDistance);
  return scanIn<Code256>(index, code, maxDistance);
}

function findIn<Code>(index: Index, code: usize, maxDistance: u32): u32 {
  let found: u32 = 0;
  for (let i: u32 = 0; i < index.bandCount; i++) {
    const table = changetype<Table>(index.tables + i * TABLE_BYTES);
    const key = keyOf(bandOf(index, i), code);
    for (let probe: u32 = 0; probe < table.probeCount; probe++) {
      const start = table.starts + ((<usize>(key ^ load<u32>(table.probes + (probe << 2)))) << 2);
      for (let place = load<u32>(start), end = load<u32>(start, 4); place < end; place++) {
        const id = load<u32>(table.ids + (place << 2));
        const other = index.codes + id * <u32>offsetof<Code>();
        const bits = distance<Code>(code, other);
        if (bits <= maxDistance && !meetsBefore(index, i, code, other)) put(index, found++, id, bits);
      }
    }
  }
  return found;
}

/** Whether one of the bands before this one has found the pair. */
function meetsBefore(index: Index, count: u32, a: usize, b: usize): bool {
  for (let i: u32 = 0; i < count; i++) {
    const band = bandOf(index, i);
    if (<u32>popcnt(keyOf(band, a) ^ keyOf(band, b)) <= band.radius) return true;
  }
  return false;
}

function scanIn<Code>(index: Index, code: usize, maxDistance: u32): u32 {
  let found: u32 = 0;
  let other = index.codes;
  for (let id: u32 = 0; id < index.count; id++, other += offsetof<Code>()) {
    const bits = distance<Code>(code, other);
    if (bits <= maxDistance) put(index, found++, id, bits);
  }
  return found;
}

function bandOf(index: Index, i: u32): Band {
  return changetype<Band>(index.bands + i * BAND_BYTES);
}

function put(index: Index, place: u32, id: u32, bits: u32): void {
  store<u32>(index.found + (place << 2), id);
  store<u16>(index.distances + (place << 1), <u16>bits);
}
