import type { LaidEvidence, PairExplanation } from '../duplicates/pair-explanation.ts';
import { pairInWords } from './pair-words.ts';
import { relationInWords } from './report-words.ts';

/** One thing that was looked at, and what was seen. */
export interface ExplanationFact {
  readonly label: string;
  readonly value: string;
}

/** "Match: Cropped: shows 71% of the other", "Same scene, not copies", "No match". */
export function explanationHeadline({ a, b, kind, relation, similarity, laid }: PairExplanation): string {
  if (relation === 'same-scene') return 'No match: same scene, not copies';
  if (kind === null || relation === null) return 'No match';
  const isLaid = kind === 'near' && laid !== null;
  const pair = laid && { a: a.source, b: b.source, kind, relation, similarity, evidence: laid.evidence };
  return `Match: ${isLaid && pair ? pairInWords(pair) : relationInWords(relation)}`;
}

/** All that was looked at, in the order in which a search does. */
export function explanationFacts(explanation: PairExplanation): ExplanationFact[] {
  const { a, b, nomination, laid, similarity, least_similarity, sensitivity } = explanation;
  const { pdq_distance, most_pdq_distance, pdq_without_border, agreeing_features, nominated_by } = nomination;
  const border = pdq_without_border ? ', without a border' : '';
  return [
    {
      label: 'Content',
      value: `quality ${a.pdq_quality} and ${b.pdq_quality} of 100, plain ${whole(a.plain_share)} and ${whole(b.plain_share)}`,
    },
    { label: 'PDQ codes', value: `${pdq_distance} of 256 bits differ${border}; looked at up to ${most_pdq_distance}` },
    { label: 'Local features', value: `agree at ${agreeing_features} ${agreeing_features === 1 ? 'place' : 'places'}` },
    {
      label: 'Nominated by',
      value: nominated_by.map((name) => NOMINATORS[name]).join(' and ') || 'nothing: a search compares no pixels',
    },
    ...(laid ? laidFacts(laid) : []),
    { label: 'Similarity', value: `${similarity.toFixed(3)}; a match from ${least_similarity} (${sensitivity})` },
  ];
}

const NOMINATORS = { pdq: 'PDQ codes', features: 'local features' };

function laidFacts(laid: LaidEvidence): ExplanationFact[] {
  const { evidence, log_odds, even_log_odds } = laid;
  const sum = Object.values(log_odds).reduce((total, odds) => total + odds, 0);
  const traits = Object.entries(log_odds).map(([trait, odds]) => `${TRAITS[trait] ?? trait} ${signed(odds)}`);
  return [
    { label: 'Placement', value: placementInWords(laid) },
    { label: 'Overlap', value: `${whole(laid.share_of_a)} of A is in B, ${whole(laid.share_of_b)} of B is in A` },
    {
      label: 'Tiles',
      value: `${laid.agreeing_tiles} of ${laid.informative_tiles} agree (${whole(laid.agreeing_share)} by weight, ${whole(laid.strong_share)} strongly)`,
    },
    {
      label: 'Correlation',
      value: `${laid.mean_correlation.toFixed(2)} in the mean; most agrees in ${whole(laid.coverage)} of the parts`,
    },
    { label: 'Colour', value: `differs by ${(evidence.chroma_difference ?? 0).toFixed(1)} of 255 in the mean` },
    { label: 'Log odds', value: `${sum.toFixed(1)} (even at ${even_log_odds}): ${traits.join(', ')}` },
  ];
}

const TRAITS: Readonly<Record<string, string>> = {
  mean: 'correlation',
  strongShare: 'strong tiles',
  share: 'agreeing tiles',
  coverage: 'coverage',
  agreeing: 'their number',
  colour: 'colour',
  unlike: 'unlike tiles',
};

function placementInWords({ evidence, scale }: LaidEvidence): string {
  const { orientation, tilt_degrees: tilt, map } = evidence;
  const turn = relationInWords('rotated', orientation, tilt);
  const shift = map ? [map[0] / 2 + map[1] / 2 + map[2] - 0.5, map[3] / 2 + map[4] / 2 + map[5] - 0.5] : [0, 0];
  const shifted = shift.map((part) => `${signed(100 * part)}%`).join(' and ');
  return `${turn === 'Rotated' ? 'Upright' : turn}, scaled by ${scale.toFixed(2)}, middle shifted by ${shifted} of B`;
}

function signed(value: number): string {
  const digits = Math.abs(value).toFixed(1);
  return digits === '0.0' ? '0' : `${value < 0 ? '−' : '+'}${digits}`;
}

function whole(share: number): string {
  return `${Math.round(100 * share)}%`;
}
