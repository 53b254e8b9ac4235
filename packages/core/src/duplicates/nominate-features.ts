import { featurePlaces, type FeaturePlaces } from '../fingerprint/feature-places.ts';
import { FEATURE_BYTES } from '../fingerprint/local-features.ts';
import type { Affine } from './affine.ts';
import { buildFeatureIndex, keysToTry, TABLES, VOTING_BITS, type FeatureIndex } from './feature-index.ts';
import { codeDistance } from './match-features.ts';

/** Features, at distinct places, that must imply nearly the same similarity. */
const LEAST_VOTES = 4;
/** How much two matches may differ about how large the copy is (a ratio), and about its turn (a cosine). */
const SCALE_TOLERANCE = 1.5;
const TURN_TOLERANCE = Math.cos(Math.PI / 9);
/** How far a feature may be from where another one's similarity puts it, in pixels of the coarser outline. */
const TOLERANCE = 6;
const PLACE = 4;
const MOST_TRIED = 60;

export interface MapCandidate {
  readonly a: number;
  readonly b: number;
  readonly map: Affine;
}

/** Pairs of images of which some features look alike and stand in the same arrangement: picture by picture, those with earlier ones. */
export function* nominateFeatures(images: readonly Uint8Array[], wants: (a: number, b: number) => boolean = () => true): Generator<MapCandidate[]> {
  const index = buildFeatureIndex(images);
  const places = new Map<number, FeaturePlaces>();
  const placesOf = (image: number): FeaturePlaces => {
    let known = places.get(image);
    if (!known) places.set(image, (known = featurePlaces(images[image]!)));
    return known;
  };
  const stamps = new Uint32Array(index.owner.length);
  let stamp = 0;
  for (const [b, features] of images.entries()) {
    const found: MapCandidate[] = [];
    for (const isMirrored of [false, true]) {
      const votes = new Map<number, number[]>();
      for (let at = 0, k = 0; at < features.length; at += FEATURE_BYTES, k++) {
        stamp++;
        for (let table = 0; table < TABLES; table++)
          for (const key of keysToTry(features, at, { table, keyBits: index.keyBits, isMirrored }))
            look(index, { table, key, b, k, isMirrored, stamp, stamps, votes });
      }
      for (const [a, matches] of votes) {
        if (matches.length < 2 * LEAST_VOTES || !wants(a, b)) continue;
        const map = agreedMap(placesOf(a), placesOf(b), matches, isMirrored);
        if (map) found.push({ a, b, map });
      }
    }
    yield found;
  }
}

interface Look {
  table: number; key: number; b: number; k: number; isMirrored: boolean; stamp: number; stamps: Uint32Array; votes: Map<number, number[]>;
}

function look({ owner, first, codes, tables, longestList }: FeatureIndex, { table, key, b, k, isMirrored, stamp, stamps, votes }: Look): void {
  const { start, list } = tables[table]!;
  const end = start[key + 1]!;
  if (end - start[key]! > longestList) return;
  for (let place = start[key]!; place < end; place++) {
    const other = list[place]!;
    const a = owner[other]!;
    if (a >= b) break; // lists are in the order of the images
    if (stamps[other] === stamp) continue;
    stamps[other] = stamp;
    if (codeDistance(codes, first[b]! + k, codes, other, isMirrored) > VOTING_BITS) continue;
    const matches = votes.get(a);
    if (matches) matches.push(other - first[a]!, k);
    else votes.set(a, [other - first[a]!, k]);
  }
}

/** A match's own opinion: the similarity that it implies by place, size and direction. */
interface Implied {
  readonly scale: number;
  /** Radians. */
  readonly turn: number;
}

/** The similarity that most matches agree with, from `a` to `b`; undefined where too few do. */
function agreedMap(a: FeaturePlaces, b: FeaturePlaces, matches: readonly number[], isMirrored: boolean): Affine | undefined {
  const implied: Implied[] = [];
  for (let at = 0; at < matches.length; at += 2) implied.push(impliedBy(a, matches[at]!, b, matches[at + 1]!, isMirrored));
  let most = 0;
  let best: Affine | undefined;
  const step = Math.max(1, implied.length / MOST_TRIED);
  for (let tried = 0; tried < implied.length; tried += step) {
    const index = Math.floor(tried);
    const { scale, turn } = implied[index]!;
    const map = similarityAt(a, matches[2 * index]!, b, matches[2 * index + 1]!, { scale, turn, isMirrored });
    const tolerance = TOLERANCE * Math.max(1, scale);
    const agreeing = new Set<number>();
    for (let other = 0; other < implied.length; other++) {
      const ratio = implied[other]!.scale / scale;
      if (ratio > SCALE_TOLERANCE || ratio < 1 / SCALE_TOLERANCE || Math.cos(implied[other]!.turn - turn) < TURN_TOLERANCE) continue;
      const [i, j] = [matches[2 * other]!, matches[2 * other + 1]!];
      const x = map[0] * a.x[i]! + map[1] * a.y[i]! + map[2];
      const y = map[3] * a.x[i]! + map[4] * a.y[i]! + map[5];
      if (Math.hypot(x - b.x[j]!, y - b.y[j]!) < tolerance)
        agreeing.add(Math.floor(a.y[i]! / PLACE) * 64 + Math.floor(a.x[i]! / PLACE));
    }
    if (agreeing.size > most) [most, best] = [agreeing.size, map];
  }
  return most >= LEAST_VOTES ? best : undefined;
}

function impliedBy(a: FeaturePlaces, i: number, b: FeaturePlaces, j: number, isMirrored: boolean): Implied {
  const turn = isMirrored ? b.angle[j]! - Math.PI + a.angle[i]! : b.angle[j]! - a.angle[i]!;
  return { scale: b.scale[j]! / a.scale[i]!, turn };
}

function similarityAt(a: FeaturePlaces, i: number, b: FeaturePlaces, j: number, { scale, turn, isMirrored }: Implied & { readonly isMirrored: boolean }): Affine {
  const [c, s] = [scale * Math.cos(turn), scale * Math.sin(turn)];
  const [p, q, r, t] = isMirrored ? [-c, -s, -s, c] : [c, -s, s, c];
  return [p, q, b.x[j]! - p * a.x[i]! - q * a.y[i]!, r, t, b.y[j]! - r * a.x[i]! - t * a.y[i]!];
}
