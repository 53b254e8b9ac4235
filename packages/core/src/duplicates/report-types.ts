import type { Sensitivity } from './sensitivity.ts';
import type { ErrorCode } from '../errors.ts';

export type PairKind = 'exact' | 'near';

/** How one image of a pair became the other. */
export type Relation =
  | 'same-bytes'
  | 'same-pixels'
  | 're-encoded'
  | 'resized'
  | 'recoloured'
  | 'greyscale'
  | 'rotated'
  | 'mirrored'
  | 'cropped'
  | 'bordered'
  | 'overlaid'
  | 'screenshot'
  | 'same-scene'
  | 'unsure';

/** What a verdict rests on. */
export interface PairEvidence {
  /** Bits that differ between the two PDQ codes in the best orientation, 0 to 256; null where bytes or pixels are equal, and for pictures with little content. */
  readonly pdq_distance: number | null;
  /** What turns `a` into `b`, in degrees clockwise after an optional mirror left-right: "none", "rotate-90", "mirror", "mirror-rotate-90" ... */
  readonly orientation: string;
  /** Share of the informative tiles that agree, 0 to 1; null where pdq_distance is. */
  readonly agreeing_tiles: number | null;
  /** Mean difference of the two colour-difference channels, 0 to 255; null where pdq_distance is. */
  readonly chroma_difference: number | null;
  /** Which picture lies inside the other; null where both show the same, or none the whole of the other. */
  readonly inside: 'a' | 'b' | null;
  /** Share of the containing picture that the one inside it shows, 0 to 1; null where `inside` is. */
  readonly inside_share: number | null;
  /** What differs in one place while the rest agrees, in shares of the upright picture `b`: x, y, width, height. */
  readonly overlay: readonly [number, number, number, number] | null;
  /** Degrees by which `b` is turned clockwise beyond `orientation`, -45 to 45; null where pdq_distance is. */
  readonly tilt_degrees: number | null;
  /**
   * Where `a` lies on `b`: [a, b, c, d, e, f] takes the place (x, y) of the upright picture `a` to (a x + b y + c, d x + e y + f) of `b`, both in
   * shares of width and height; null where pdq_distance is.
   */
  readonly map: readonly [number, number, number, number, number, number] | null;
}

export interface DuplicatePair {
  /** Sources as found: paths relative to the working folder with `/`, or URLs. a comes before b in the order of the sources. */
  readonly a: string;
  readonly b: string;
  readonly kind: PairKind;
  readonly relation: Relation;
  /** 0 to 1. */
  readonly similarity: number;
  readonly evidence: PairEvidence;
}

export interface DuplicateCluster {
  /** The member that is worth keeping, and why, in a sentence. */
  readonly keep: string;
  readonly reason: string;
  /** Every member, `keep` first. */
  readonly members: readonly string[];
}

/** A pair whose images stand in different splits of a dataset. */
export interface Leak {
  readonly a: string;
  readonly b: string;
  readonly a_split: string;
  readonly b_split: string;
  readonly kind: PairKind;
  readonly relation: Relation;
  readonly similarity: number;
}

export interface UnreadableSource {
  readonly source: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** What a reader wants to compare about the images of a pair. */
export interface ImageFacts {
  readonly width: number;
  readonly height: number;
  readonly bytesize: number;
  readonly content_type: string;
  /** SHA-256 of the file, 64 hex digits. */
  readonly checksum: string;
  readonly split: string | null;
  /** As the metadata gives it, "2016:09:26 00:27:07"; null when unknown or not asked for. */
  readonly taken_at: string | null;
  /** "Sony a7 II"; null when unknown or not asked for. */
  readonly camera: string | null;
}

/** An image to move so that nothing stands across splits. */
export interface LeakMove {
  readonly source: string;
  readonly from: string;
  readonly to: string;
}

/** How was searched. */
export interface SearchFacts {
  readonly sensitivity: Sensitivity;
  /** Similarity from which near pairs are reported: that of the sensitivity, or more where that many near misses say that some would be false. */
  readonly least_similarity: number;
  /** How many of the near pairs are expected to be of different pictures after all. */
  readonly expected_false_pairs: number;
}

/** The answer of a duplicate search, and the contract of `--json`. */
export interface DuplicateReport {
  readonly version: 1;
  readonly summary: {
    readonly images: number;
    readonly unreadable: number;
    readonly exact_pairs: number;
    readonly near_pairs: number;
    readonly clusters: number;
    readonly leaks: number;
    readonly seconds: number;
  };
  readonly search: SearchFacts;
  readonly pairs: readonly DuplicatePair[];
  /** Shots of one scene a moment apart, relation `same-scene`: alike, but no copies, so in no cluster and no leak. */
  readonly same_scene: readonly DuplicatePair[];
  readonly clusters: readonly DuplicateCluster[];
  readonly leaks: readonly Leak[];
  /** The fewest images to move, or to drop, that mend all leaks. */
  readonly leak_moves: readonly LeakMove[];
  readonly unreadable: readonly UnreadableSource[];
  /** Facts of every image that stands in a pair, by source. */
  readonly images: Readonly<Record<string, ImageFacts>>;
}
