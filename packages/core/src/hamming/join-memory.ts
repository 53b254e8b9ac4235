import { createArena, type Arena, type SharedMemory } from '../kernels/instantiate-shared.ts';
import { BAND_BYTES, bandWords } from './band-words.ts';
import type { DistinctCodes } from './distinct-codes.ts';
import type { Pairs } from './pairs.ts';
import type { Band } from './plan-bands.ts';
import { probesOf } from './probes.ts';

export interface JoinDemand {
  readonly a: DistinctCodes;
  /** Undefined to join `a` with itself. */
  readonly b: DistinctCodes | undefined;
  readonly maxDistance: number;
  readonly bands: readonly Band[];
  /** For each code of `a` with how many codes of `b` it is compared, from the first. */
  readonly ends: Uint32Array | undefined;
  readonly threads: number;
}

/** What kernels/hamming-join.ts works on, by addresses in the memory that the threads share. */
export interface JoinMemory {
  readonly memory: SharedMemory;
  /** The kernel's Job. */
  readonly job: number;
  /** What the job's band has to file: both sides, which may be one. */
  readonly sides: readonly FiledCodes[];
  /** The kernel's Output, one a thread. */
  readonly outputs: readonly number[];
  /** Makes the join in one of the bands the job. */
  setBand(index: number): void;
  /** A copy of the pairs in an output. */
  readPairs(output: number, count: number): Pairs;
}

/** A kernel's Side, and the codes that belong there. */
export interface FiledCodes {
  readonly side: number;
  readonly source: number;
  readonly count: number;
}

/** Pairs that an output holds, 10 bytes each. */
const OUTPUT_PAIRS = 1 << 16;

/** Puts the codes into a new memory, with room for whatever the join needs. */
export function layOutJoin({ a, b, maxDistance, bands, ends, threads }: JoinDemand): JoinMemory {
  const arena = createArena();
  const codeBytes = a.bits / 8;
  const bandsAt = arena.put(bandWords(bands, codeBytes));
  const probes = bands.map(probesOf);
  const probesAt = probes.map((list) => arena.put(list));
  const endsAt = ends ? arena.put(ends) : 0;
  const keys = 2 ** Math.max(...bands.map(({ width }) => width));
  const sideA = placeSide(arena, a, keys);
  const sideB = b ? placeSide(arena, b, keys) : sideA;
  const outputs = Array.from({ length: threads }, () => placeOutput(arena));
  const jobOf = (index: number): Uint32Array => {
    const band = bandsAt + index * BAND_BYTES;
    const isSelf = Number(!b);
    const probeCount = probes[index]!.length;
    return Uint32Array.of(
      ...[sideA.side, sideB.side, codeBytes, maxDistance, isSelf, band, probesAt[index]!, probeCount],
      ...[bandsAt, band, endsAt],
    );
  };
  const job = arena.put(jobOf(0));
  const { memory } = arena;
  return {
    memory,
    job,
    sides: sideA === sideB ? [sideA] : [sideA, sideB],
    outputs,
    setBand: (index) => new Uint32Array(memory.buffer, job).set(jobOf(index)),
    readPairs: (output, count) => readPairs(memory, output, count),
  };
}

function placeSide(arena: Arena, { codes, count }: DistinctCodes, keys: number): FiledCodes {
  const source = arena.put(codes);
  const copies = arena.allocate(codes.length);
  const ids = arena.allocate(count * 4);
  const starts = arena.allocate((keys + 2) * 4);
  return { side: arena.put(Uint32Array.of(copies, ids, starts)), source, count };
}

function placeOutput(arena: Arena): number {
  const [a, b] = [arena.allocate(OUTPUT_PAIRS * 4), arena.allocate(OUTPUT_PAIRS * 4)];
  return arena.put(Uint32Array.of(a, b, arena.allocate(OUTPUT_PAIRS * 2), OUTPUT_PAIRS));
}

function readPairs({ buffer }: SharedMemory, output: number, count: number): Pairs {
  const [a, b, distance] = new Uint32Array(buffer, output, 3);
  return {
    a: new Uint32Array(new Uint32Array(buffer, a, count)),
    b: new Uint32Array(new Uint32Array(buffer, b, count)),
    distance: new Uint16Array(new Uint16Array(buffer, distance, count)),
  };
}
