import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { distinctCodes, type CodeBits, type DistinctCodes } from './distinct-codes.ts';
import { pairsBetween, pairsWithin } from './join-codes.ts';
import type { Pairs } from './pairs.ts';

type Triple = readonly [a: number, b: number, distance: number];

const SIZES: readonly CodeBits[] = [64, 256];

describe('pairsWithin', () => {
  it('gives each pair within the distance once, a before b', async () => {
    const codes = distinctCodes(
      Uint8Array.of(...zeros(7), 0, ...zeros(7), 3, ...zeros(7), 7, ...zeros(6), 1, 0xff),
      64,
    );
    expect(await collect(pairsWithin(codes, { maxDistance: 2 }))).toEqual([
      [0, 1, 2],
      [1, 2, 1],
    ]);
    expect(await collect(pairsWithin(codes, { maxDistance: 3 }))).toEqual([
      [0, 1, 2],
      [0, 2, 3],
      [1, 2, 1],
    ]);
  });

  it.each(SIZES)('finds what comparing everything finds, in clusters of %p bits', async (bits) => {
    await fc.assert(
      fc.asyncProperty(clusters(bits), fc.integer({ min: 0, max: bits }), async (list, maxDistance) => {
        const codes = distinctCodes(list, bits);
        expect(await collect(pairsWithin(codes, { maxDistance }))).toEqual(compareAll(codes, undefined, maxDistance));
      }),
      { numRuns: 40 },
    );
  });

  // Enough codes that filing them by bands is cheaper than comparing everything.
  it.each([
    [64, 0],
    [64, 3],
    [64, 8],
    [64, 13],
    [256, 10],
    [256, 31],
  ] as const)(
    'finds what comparing everything finds among thousands of %p bits, within %p',
    async (bits, maxDistance) => {
      const codes = distinctCodes(manyCodes(bits, 4_000, maxDistance), bits);
      const pairs = await collect(pairsWithin(codes, { maxDistance }));
      expect(pairs).toEqual(compareAll(codes, undefined, maxDistance));
      expect(pairs.some(([, , distance]) => distance === maxDistance)).toBe(maxDistance > 0);
    },
  );

  // Enough work that threads are started.
  it.each([
    [64, 70_000, 13],
    [256, 17_000, 90],
  ] as const)('gives the same with threads as without, for %p bits', async (bits, count, maxDistance) => {
    const codes = distinctCodes(manyCodes(bits, count, maxDistance), bits);
    const [alone, together] = [
      pairsWithin(codes, { maxDistance, threads: 1 }),
      pairsWithin(codes, { maxDistance, threads: 3 }),
    ];
    expect((await collect(together)).join(' ')).toBe((await collect(alone)).join(' '));
  });

  it('gives the same pairs in whatever order the codes are', async () => {
    const list = manyCodes(64, 5_000, 8);
    const turned = new Uint8Array(list.length);
    for (let i = 0; i < list.length; i += 8) turned.set(list.subarray(i, i + 8), list.length - 8 - i);
    const [codes, others] = [distinctCodes(list, 64), distinctCodes(turned, 64)];
    const spell = (set: DistinctCodes, pairs: readonly Triple[]): string[] =>
      pairs
        .map(([a, b]) =>
          [codeAt(set, a), codeAt(set, b)]
            .map((code) => Buffer.from(code).toString('hex'))
            .sort()
            .join(),
        )
        .sort();
    expect(spell(codes, await collect(pairsWithin(codes, { maxDistance: 8 })))).toEqual(
      spell(others, await collect(pairsWithin(others, { maxDistance: 8 }))),
    );
  });

  it('finds no pair among equal codes, which are one', async () => {
    const codes = distinctCodes(new Uint8Array(8 * 100_000), 64);
    expect(codes.count).toBe(1);
    expect(await collect(pairsWithin(codes, { maxDistance: 64 }))).toEqual([]);
  });

  it('hands out what it finds in chunks, when everything is near everything', async () => {
    const codes = distinctCodes(numbered(700), 64);
    let found = 0;
    for await (const { a } of pairsWithin(codes, { maxDistance: 64 })) {
      expect(a.length).toBeLessThanOrEqual(65_536);
      found += a.length;
    }
    expect(found).toBe((700 * 699) / 2);
  });

  it.each([0, 2])('stops when it is told to, with %p threads', async (threads) => {
    const codes = distinctCodes(numbered(30_000), 64);
    const controller = new AbortController();
    const reason = new Error('enough');
    let chunks = 0;
    const search = async (): Promise<void> => {
      for await (const { a } of pairsWithin(codes, { maxDistance: 64, threads, signal: controller.signal })) {
        chunks += Math.sign(a.length);
        controller.abort(reason);
      }
    };
    await expect(search()).rejects.toBe(reason);
    expect(chunks).toBe(1);
  });

  it('does not begin when it is told to stop before', async () => {
    const signal = AbortSignal.abort(new Error('never mind'));
    await expect(collect(pairsWithin(distinctCodes(numbered(2), 64), { maxDistance: 1, signal }))).rejects.toThrow(
      'never mind',
    );
  });

  it('ends its threads when nobody wants more', async () => {
    const codes = distinctCodes(numbered(30_000), 64);
    for await (const { a } of pairsWithin(codes, { maxDistance: 64, threads: 2 })) {
      expect(a.length).toBeGreaterThan(0);
      break;
    }
  });

  it('says how far it is, up to the end', async () => {
    const shares: number[] = [];
    const onProgress = (share: number): number => shares.push(share);
    await collect(pairsWithin(distinctCodes(manyCodes(64, 6_000, 8), 64), { maxDistance: 8, onProgress }));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it.each([-1, 65, 1.5, Number.NaN])('refuses the distance %p', async (maxDistance) => {
    await expect(collect(pairsWithin(distinctCodes(numbered(2), 64), { maxDistance }))).rejects.toThrow(
      new RangeError(`Expected \`maxDistance\` to be an integer from 0 to 64, got \`${maxDistance}\``),
    );
  });

  it('refuses half a thread', async () => {
    await expect(
      collect(pairsWithin(distinctCodes(numbered(2), 64), { maxDistance: 8, threads: 0.5 })),
    ).rejects.toThrow(new RangeError('Expected `threads` to be an integer from 0 up, got `0.5`'));
  });
});

describe('pairsBetween', () => {
  it.each(SIZES)('finds what comparing everything finds, in clusters of %p bits', async (bits) => {
    const distance = fc.integer({ min: 0, max: bits });
    await fc.assert(
      fc.asyncProperty(clusters(bits), clusters(bits), distance, async (first, second, maxDistance) => {
        const [a, b] = [distinctCodes(first, bits), distinctCodes(second, bits)];
        expect(await collect(pairsBetween(a, b, { maxDistance }))).toEqual(compareAll(a, b, maxDistance));
      }),
      { numRuns: 40 },
    );
  });

  it('finds equal codes, at distance 0', async () => {
    const [a, b] = [distinctCodes(numbered(3), 64), distinctCodes(numbered(2), 64)];
    expect(await collect(pairsBetween(a, b, { maxDistance: 0 }))).toEqual([
      [0, 0, 0],
      [1, 1, 0],
    ]);
  });

  it('takes a set and itself for two sets', async () => {
    const codes = distinctCodes(numbered(2), 64);
    expect(await collect(pairsBetween(codes, codes, { maxDistance: 1 }))).toEqual([
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ]);
  });

  it.each([
    [64, 8],
    [256, 31],
    [256, 90],
  ] as const)('looks only as far as it is told in thousands of %p bits, within %p', async (bits, maxDistance) => {
    const list = manyCodes(bits, 5_000, maxDistance);
    const [a, b] = [distinctCodes(list.slice(0, list.length / 8), bits), distinctCodes(list, bits, 'last')];
    const ends = Uint32Array.from({ length: a.count }, (_, i) => (i * 7_919) % (b.count + 1));
    expect(await collect(pairsBetween(a, b, { maxDistance, ends }))).toEqual(
      compareAll(a, b, maxDistance).filter(([one, other]) => other < ends[one]!),
    );
  });

  it('refuses codes of two sizes', async () => {
    const [a, b] = [distinctCodes(new Uint8Array(8), 64), distinctCodes(new Uint8Array(32), 256)];
    await expect(collect(pairsBetween(a, b, { maxDistance: 8 }))).rejects.toThrow(
      new RangeError('Expected codes of one size, got 64 and 256 bits'),
    );
  });

  it('refuses ends for other codes', async () => {
    const codes = distinctCodes(numbered(2), 64);
    await expect(collect(pairsBetween(codes, codes, { maxDistance: 8, ends: new Uint32Array(1) }))).rejects.toThrow(
      new RangeError('Expected `ends` to have a number for each of 2 codes, got 1'),
    );
  });
});

/** The slow, obvious way. */
function compareAll(a: DistinctCodes, b: DistinctCodes | undefined, maxDistance: number): Triple[] {
  const [rows, columns] = [a, b ?? a].map((set) => Array.from({ length: set.count }, (_, i) => codeAt(set, i)));
  const pairs: Triple[] = [];
  for (let i = 0; i < a.count; i++)
    for (let j = b ? 0 : i + 1; j < columns!.length; j++) {
      const distance = countDifferences(rows![i]!, columns![j]!);
      if (distance <= maxDistance) pairs.push([i, j, distance]);
    }
  return pairs;
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

function countDifferences(a: Uint8Array, b: Uint8Array): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++) distance += ONES[a[i]! ^ b[i]!]!;
  return distance;
}

async function collect(chunks: AsyncIterable<Pairs>): Promise<Triple[]> {
  const pairs: Triple[] = [];
  for await (const { a, b, distance } of chunks) a.forEach((one, i) => pairs.push([one, b[i]!, distance[i]!]));
  return pairs.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
}

function codeAt({ codes, bits }: DistinctCodes, number: number): Uint8Array {
  return codes.subarray((number * bits) / 8, ((number + 1) * bits) / 8);
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

/** Different codes that are all near each other. */
function numbered(count: number): Uint8Array {
  return new Uint8Array(BigUint64Array.from({ length: count }, (_, i) => BigInt(i)).buffer);
}

/** A few centres, each with codes at a chosen number of bits from it, some of them equal. */
function clusters(bits: CodeBits): fc.Arbitrary<Uint8Array> {
  const centre = fc.uint8Array({ minLength: bits / 8, maxLength: bits / 8 });
  const flips = fc.array(fc.integer({ min: 0, max: bits - 1 }), { maxLength: 12 });
  const cluster = fc.tuple(centre, fc.array(flips, { minLength: 1, maxLength: 8 }));
  return fc
    .array(cluster, { maxLength: 6 })
    .map((list) => new Uint8Array(list.flatMap(([code, all]) => all.flatMap((places) => [...flip(code, places)]))));
}

function flip(code: Uint8Array, bits: readonly number[]): Uint8Array {
  const flipped = code.slice();
  for (const bit of bits) flipped[bit >> 3]! ^= 1 << (bit & 7);
  return flipped;
}

/** Random codes; every tenth is another with exactly `distance` bits flipped, every twentieth is white. */
function manyCodes(bits: CodeBits, count: number, distance: number): Uint8Array {
  const bytes = bits / 8;
  const random = seededNumbers(bits + distance);
  const codes = new Uint8Array(Uint32Array.from({ length: (count * bits) / 32 }, random).buffer);
  const order = Array.from({ length: bits }, (_, bit) => (bit * 37) % bits);
  for (let i = 10; i < count; i += 10) {
    const original = (random() % i) * bytes;
    const from = random() % (bits - distance + 1);
    const copy = flip(codes.subarray(original, original + bytes), order.slice(from, from + distance));
    codes.set(i % 20 === 0 ? new Uint8Array(bytes) : copy, i * bytes);
  }
  return codes;
}

/** 32-bit numbers, always the same ones for a seed (Ettinger's mulberry32). */
function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
