import type { Nomination } from './pair-explanation.ts';
import type { Relation } from './report-types.ts';
import { LEAST_AGREEING, LEAST_OVERLAP, objectionTo, type Objection, type PairTraits } from './similarity.ts';

/** What is known of a pair that is no match. */
export interface KnownOfPair {
  readonly relation: Relation | null;
  readonly similarity: number;
  readonly leastSimilarity: number;
  readonly nomination: Nomination;
  /** Undefined where the pictures cannot be laid on each other. */
  readonly traits: PairTraits | undefined;
  readonly haveContent: readonly boolean[];
}

/** Why two images are copies, in a sentence; `traits` are those of the verdict, undefined where they match without one. */
export function whyMatch(relation: Relation, traits: PairTraits | undefined): string {
  if (relation === 'same-bytes') return 'The two files have the same bytes.';
  if (relation === 'same-pixels') return 'The two files have the same pixels, to the last one.';
  if (!traits) return 'Both have little content, and they look the same in every place.';
  const mean = traits.mean.toFixed(2);
  return `${traits.agreeing} of the ${traits.informative} compared tiles agree, with a mean correlation of ${mean}.`;
}

/** Why they are none: the first reason that decides. */
export function whyNoMatch(known: KnownOfPair): string {
  const { relation, similarity, leastSimilarity, nomination, traits, haveContent } = known;
  if (relation === 'same-scene')
    return 'Two shots of one scene, a moment apart: alike, but shifted against each other, and something between them differs.';
  if (!haveContent.every(Boolean)) return lackOfContent(haveContent);
  if (!traits) return 'The pictures cannot be laid on each other.';
  const objection = objectionTo(traits);
  if (objection) return OBJECTIONS[objection](traits);
  if (similarity >= leastSimilarity) return notNominated(nomination);
  const compared = `${wholePercent(traits.share)} of what the compared tiles show agrees, with a mean correlation of ${traits.mean.toFixed(2)}`;
  return `Only ${compared}: a similarity of ${similarity.toFixed(3)}, where ${leastSimilarity} is needed.`;
}

const OBJECTIONS: Readonly<Record<Objection, (traits: PairTraits) => string>> = {
  'few-tiles': ({ agreeing, informative }) =>
    `Only ${agreeing} of the ${informative} compared tiles agree; at least ${LEAST_AGREEING} must.`,
  'small-overlap': ({ overlaps }) =>
    `Only ${wholePercent(Math.max(...overlaps))} of one picture lies in the other; at least ${wholePercent(LEAST_OVERLAP)} must.`,
  empty: () => 'One of them is nearly all plain: only equal pixels count.',
  plain: ({ share }) =>
    `Both have large plain places, as drawings, pages and screens do, so nearly all must agree: ${wholePercent(share)} does.`,
  repetitive: () =>
    'Both repeat themselves, so that they can be laid on each other in many ways: only the same whole counts.',
  periodic: ({ share }) =>
    `Both are made of equal lines, bricks or bars, which agree wherever they are laid, so nearly all must agree: ${wholePercent(share)} does.`,
};

function lackOfContent(haveContent: readonly boolean[]): string {
  const which = haveContent.some(Boolean) ? 'One of them is' : 'Both are';
  return `${which} nearly plain: only pictures that look the same in every place count then, and these differ.`;
}

function notNominated({ pdq_distance, most_pdq_distance, agreeing_features }: Nomination): string {
  const codes = `their PDQ codes differ in ${pdq_distance} of 256 bits, where at most ${most_pdq_distance} may`;
  return `Nothing points from one to the other: ${codes}, and local features agree at ${agreeing_features} places.`;
}

function wholePercent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
