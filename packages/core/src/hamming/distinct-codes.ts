/** Sizes of code that can be searched. */
export type CodeBits = 64 | 256;

/**
 * A list of codes in which equal ones have become one: 5 % of a million images that are all white are one code then, not a billion pairs.
 * A search finds pairs of distinct codes by their numbers. To expand them: every member of one is within the distance of every member of the
 * other, and the members of one are at distance 0 of each other.
 */
export interface DistinctCodes {
  readonly bits: CodeBits;
  /** Number of distinct codes. */
  readonly count: number;
  /** The distinct codes one after another, `bits / 8` bytes each, in the order in which they come up in the list. */
  readonly codes: Uint8Array;
  /** Places in the list, by code and ascending: those of code `i` are from `starts[i]` up to `starts[i + 1]`. */
  readonly members: Uint32Array;
  readonly starts: Uint32Array;
}

/**
 * Finds the equal codes of a list.
 * @param codes one after another, `bits / 8` bytes each.
 * @param orderBy whether the distinct codes stand in the order in which they come up first, or last.
 * @throws RangeError when `bits` is neither 64 nor 256, or `codes` not a whole number of codes.
 */
export function distinctCodes(codes: Uint8Array, bits: CodeBits, orderBy: 'first' | 'last' = 'first'): DistinctCodes {
  if (![64, 256].includes(bits)) throw new RangeError(`Expected \`bits\` to be 64 or 256, got \`${bits}\``);
  const total = (codes.length * 8) / bits;
  if (!Number.isInteger(total)) {
    throw new RangeError(`Expected \`codes\` to be a whole number of ${bits / 8} bytes, got ${codes.length} bytes`);
  }
  const words = bits / 32;
  const list = toWords(codes);
  const { numbers, count } = orderBy === 'first' ? numberByFirst(list, words) : numberByLast(list, words);
  const distinct = new Uint32Array(count * words);
  for (let i = 0; i < total; i++) distinct.set(list.subarray(i * words, (i + 1) * words), numbers[i]! * words);
  return { bits, count, codes: new Uint8Array(distinct.buffer), ...membersByNumber(numbers, count) };
}

/** The places in the list at which a distinct code stands, ascending. */
export function membersOf({ members, starts }: DistinctCodes, code: number): Uint32Array {
  return members.subarray(starts[code], starts[code + 1]);
}

interface Numbering {
  /** For each place in the list the number of its code. */
  readonly numbers: Uint32Array;
  readonly count: number;
}

function toWords(bytes: Uint8Array): Uint32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

/** Gives equal codes one number, in the order in which they come up first. */
function numberByFirst(list: Uint32Array, words: number): Numbering {
  const total = list.length / words;
  const numbers = new Uint32Array(total);
  // Open addressing; a slot holds a place in the list plus 1.
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(total * 1.5 + 1)));
  let count = 0;
  for (let i = 0; i < total; i++) {
    let slot = hashOf(list, i * words, words) & (slots.length - 1);
    while (slots[slot] !== 0 && !isEqual(list, i * words, (slots[slot]! - 1) * words, words))
      slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] === 0) {
      slots[slot] = i + 1;
      numbers[i] = count++;
    } else numbers[i] = numbers[slots[slot]! - 1]!;
  }
  return { numbers, count };
}

/** The same in the order in which they come up last. */
function numberByLast(list: Uint32Array, words: number): Numbering {
  const { numbers, count } = numberByFirst(list, words);
  const renumbered = new Int32Array(count).fill(-1);
  let left = count;
  for (let i = numbers.length - 1; i >= 0; i--) if (renumbered[numbers[i]!] === -1) renumbered[numbers[i]!] = --left;
  return { numbers: numbers.map((number) => renumbered[number]!), count };
}

function hashOf(list: Uint32Array, at: number, words: number): number {
  let hash = 0;
  for (let word = 0; word < words; word++) {
    hash = Math.imul(hash ^ list[at + word]!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

function isEqual(list: Uint32Array, a: number, b: number, words: number): boolean {
  for (let word = 0; word < words; word++) if (list[a + word] !== list[b + word]) return false;
  return true;
}

function membersByNumber(numbers: Uint32Array, count: number): Pick<DistinctCodes, 'members' | 'starts'> {
  // Counts stand two places up: summed, they are the starts one place up, which filing moves to where they belong.
  const starts = new Uint32Array(count + 2);
  for (const number of numbers) starts[number + 2]!++;
  for (let i = 2; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const members = new Uint32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) members[starts[numbers[i]! + 1]!++] = i;
  return { members, starts: starts.subarray(0, count + 1) };
}
