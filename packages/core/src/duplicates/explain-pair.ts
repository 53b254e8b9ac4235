import { determinant } from './affine.ts';
import { TILE } from './compare-tiles.ts';
import { canBeNominated } from './content-gate.ts';
import { groupContents } from './contents.ts';
import { evidenceOf } from './describe-match.ts';
import { sameBytes, toFinding, type PixelChecksum } from './finding.ts';
import { mapInShares } from './map-in-shares.ts';
import { matchContents } from './match-contents.ts';
import { findNomination } from './nomination.ts';
import { geometryOf } from './pair-geometry.ts';
import type { ExplainedImage, ExplainedTile, LaidEvidence, PairExplanation } from './pair-explanation.ts';
import { portraitOf } from './portrait.ts';
import { relationOf } from './relation.ts';
import { rounded } from './rounded.ts';
import type { SearchImage } from './search-image.ts';
import { SENSITIVITY_RULES } from './sensitivity-rules.ts';
import type { Sensitivity } from './sensitivity.ts';
import { contributionsOf, EVEN_ODDS } from './similarity.ts';
import { agreementOf } from './summarise-tiles.ts';
import { judge, traitsOf, type Verdict } from './verdict.ts';
import { whyMatch, whyNoMatch } from './why.ts';

const DIGITS = 4;

export interface ExplainPairOptions {
  /** Default balanced. */
  readonly sensitivity?: Sensitivity | undefined;
  /** SHA-256 over an image's oriented pixels; asked only for pictures that look alike to the last sample. Undefined: pixels are not compared. */
  readonly pixelChecksum?: PixelChecksum | undefined;
}

/** Why two images are a match or none: what a search among the two finds, and all that it looked at on the way, even where it would not have looked. */
export async function explainPair(
  a: SearchImage,
  b: SearchImage,
  { sensitivity = 'balanced', pixelChecksum }: ExplainPairOptions = {},
): Promise<PairExplanation> {
  const { maxDistance, leastSimilarity } = SENSITIVITY_RULES[sensitivity];
  const [one, other] = [portraitOf(a.fingerprint), portraitOf(b.fingerprint)];
  const { nomination, proposals } = await findNomination(one, other, maxDistance);
  const contents = groupContents([a, b]);
  const { matches } = await matchContents(contents, { isWanted: () => true, sensitivity, maxFalsePairs: 1 });
  const match = matches[0];
  const finding =
    contents.length === 1 ? sameBytes(contents[0]!) : match && (await toFinding(contents, match, pixelChecksum));
  const accepted = match?.verdict && [{ map: match.verdict.map, isRough: false }];
  const verdict = judge(one, other, accepted ?? proposals);
  const traits = verdict && traitsOf(one, other, verdict.verification);
  const relation = finding?.relation ?? null;
  const isMatch = relation !== null && relation !== 'same-scene';
  const isExact = relation === 'same-bytes' || relation === 'same-pixels';
  const similarity = finding?.similarity ?? verdict?.similarity ?? 0;
  const known = {
    relation,
    similarity,
    leastSimilarity,
    nomination,
    traits,
    haveContent: [a, b].map(({ fingerprint }) => canBeNominated(fingerprint)),
  };
  return {
    version: 1,
    a: imageOf(a),
    b: imageOf(b),
    is_match: isMatch,
    kind: isMatch ? (isExact ? 'exact' : 'near') : null,
    relation,
    reason: isMatch ? whyMatch(relation, match?.verdict && traits) : whyNoMatch(known),
    sensitivity,
    similarity: rounded(similarity, DIGITS),
    least_similarity: leastSimilarity,
    nomination,
    laid: verdict && traits ? laidEvidence(a, b, verdict, contributionsOf(traits)) : null,
  };
}

function imageOf({
  source,
  width,
  height,
  bytesize,
  content_type,
  checksum,
  fingerprint,
}: SearchImage): ExplainedImage {
  return {
    ...{ source, width, height, bytesize, content_type, checksum },
    pdq_quality: fingerprint.quality,
    plain_share: rounded(fingerprint.plainShare, DIGITS),
    has_content: canBeNominated(fingerprint),
  };
}

function laidEvidence(
  a: SearchImage,
  b: SearchImage,
  verdict: Verdict,
  odds: Readonly<Record<string, number>>,
): LaidEvidence {
  const { verification, map } = verdict;
  const { shareOfA, shareOfB } = geometryOf(a.fingerprint, b.fingerprint, map);
  const inShares = mapInShares(a.fingerprint.outline, b.fingerprint.outline, map);
  return {
    evidence: evidenceOf(a, b, verdict, relationOf(a, b, verdict)),
    scale: rounded(Math.sqrt((Math.abs(determinant(inShares)) * b.width * b.height) / (a.width * a.height)), DIGITS),
    share_of_a: rounded(shareOfA, DIGITS),
    share_of_b: rounded(shareOfB, DIGITS),
    informative_tiles: verification.informative,
    agreeing_tiles: verification.agreeing,
    agreeing_share: rounded(verification.share, DIGITS),
    strong_share: rounded(verification.strongShare, DIGITS),
    mean_correlation: rounded(verification.mean, DIGITS),
    coverage: rounded(verification.coverage, DIGITS),
    log_odds: Object.fromEntries(Object.entries(odds).map(([trait, value]) => [trait, rounded(value, DIGITS)])),
    even_log_odds: EVEN_ODDS,
    tiles_on: verification.isTiledB ? 'b' : 'a',
    tiles: tilesOf(verification.isTiledB ? b : a, verdict),
  };
}

/** Row by row. */
function tilesOf({ fingerprint: { outline } }: SearchImage, { verification }: Verdict): ExplainedTile[] {
  const { tiles, plainTiles } = verification;
  const all = [...tiles, ...plainTiles.map((tile) => ({ ...tile, correlation: null }))];
  return all
    .toSorted((one, other) => one.y - other.y || one.x - other.x)
    .map(({ x, y, correlation }) => ({
      x: rounded(x / outline.width, DIGITS),
      y: rounded(y / outline.height, DIGITS),
      width: rounded(TILE / outline.width, DIGITS),
      height: rounded(TILE / outline.height, DIGITS),
      correlation: correlation && rounded(correlation, DIGITS),
      agreement: correlation === null ? 'unknown' : agreementOf(correlation),
    }));
}
