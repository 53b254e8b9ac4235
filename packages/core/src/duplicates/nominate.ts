import { CODE_BYTES } from '../fingerprint/fingerprint.ts';
import { distinctCodes, membersOf, type DistinctCodes } from '../hamming/distinct-codes.ts';
import { pairsBetween, type JoinOptions } from '../hamming/join-codes.ts';
import { rectangleMap, type Affine } from './affine.ts';
import { codeViews, type CodedPicture, type CodeView } from './code-views.ts';
import { canBeNominated } from './content-gate.ts';
import { FULL_TURN } from './search-image.ts';

/** Two images, by their places in the list, that are worth a closer look, and how they may lie on each other. */
export interface Candidate {
  readonly a: number;
  readonly b: number;
  /** From the outline of `a` to that of `b`. */
  readonly map: Affine;
}

export interface NominateOptions extends JoinOptions {
  /** Pairs that are looked at. Default: every one. */
  readonly wants?: ((a: number, b: number) => boolean) | undefined;
}

/** Most pairs of pictures with one and the same code that are looked at: thousands of equal codes are no photographs. */
export const MOST_EQUAL_PAIRS = 10_000;

/**
 * Pairs that may be copies: in some orientation the PDQ code of one picture, or of what is inside its border, is within `maxDistance` bits of the
 * other's. Each pair comes with `a` before `b`, once for every way in which they may lie on each other, in batches, in no order. Exact.
 */
export async function* nominate(
  fingerprints: readonly CodedPicture[],
  { wants = () => true, ...options }: NominateOptions,
): AsyncGenerator<Candidate[]> {
  const views = fingerprints.flatMap(viewsOf);
  const upright = distinctCodes(joinedCodes(views, 'upright'), 256);
  const turned = distinctCodes(joinedCodes(views, 'turned'), 256);
  const ends = earlierCodes(upright, turned);
  for await (const { a, b } of pairsBetween(upright, turned, { ...options, ends })) {
    const found: Candidate[] = [];
    for (let at = 0; at < a.length; at++) {
      const [ones, others] = [membersOf(upright, a[at]!), membersOf(turned, b[at]!)];
      if (ones.length * others.length > MOST_EQUAL_PAIRS) continue;
      for (const one of ones)
        for (const other of others) {
          const candidate = candidateOf(views[Math.floor(other / FULL_TURN)]!, views[one]!, other % FULL_TURN);
          if (candidate && wants(candidate.a, candidate.b)) found.push(candidate);
        }
    }
    yield found;
  }
}

/** For each upright code how many of the turned ones, which stand in the order of their first views, have a view before its last one. */
function earlierCodes(upright: DistinctCodes, turned: DistinctCodes): Uint32Array {
  const firstViews = Uint32Array.from({ length: turned.count }, (_, code) => membersOf(turned, code)[0]! / FULL_TURN);
  return Uint32Array.from({ length: upright.count }, (_, code) => {
    const last = membersOf(upright, code).at(-1)!;
    let [low, high] = [0, firstViews.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firstViews[middle]! < last) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

/** A view with the place of its image in the list. */
interface View extends CodeView {
  readonly image: number;
}

function viewsOf(fingerprint: CodedPicture, image: number): View[] {
  return canBeNominated(fingerprint) ? codeViews(fingerprint).map((view) => ({ ...view, image })) : [];
}

/** From both sides a pair comes up with maps that undo each other: only that from the earlier picture counts. */
function candidateOf(from: View, to: View, orientation: number): Candidate | undefined {
  if (from.image >= to.image) return undefined;
  return { a: from.image, b: to.image, map: rectangleMap(from.part, to.part, orientation) };
}

/** One after another: of each view its upright code, or those of all eight orientations. */
export function joinedCodes(views: readonly Pick<CodeView, 'codes'>[], which: 'upright' | 'turned'): Uint8Array {
  const length = which === 'upright' ? CODE_BYTES : FULL_TURN * CODE_BYTES;
  const all = new Uint8Array(views.length * length);
  for (const [at, { codes }] of views.entries()) all.set(codes.subarray(0, length), at * length);
  return all;
}
