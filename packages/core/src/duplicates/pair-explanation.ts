import type { PairEvidence, PairKind, Relation } from './report-types.ts';
import type { Sensitivity } from './sensitivity.ts';

/** Why two images are a match, or are none: the contract of `duplicates --explain --json`. */
export interface PairExplanation {
  readonly version: 1;
  readonly a: ExplainedImage;
  readonly b: ExplainedImage;
  /** Whether a search reports the two as copies. */
  readonly is_match: boolean;
  readonly kind: PairKind | null;
  /** How one became the other, or same-scene; null where neither is known. */
  readonly relation: Relation | null;
  /** What decided, in a sentence. */
  readonly reason: string;
  readonly sensitivity: Sensitivity;
  /** 0 to 1, and from where on a pair counts as copies. */
  readonly similarity: number;
  readonly least_similarity: number;
  readonly nomination: Nomination;
  /** Null where the pictures cannot be laid on each other. */
  readonly laid: LaidEvidence | null;
}

export interface ExplainedImage {
  readonly source: string;
  readonly width: number;
  readonly height: number;
  readonly bytesize: number;
  readonly content_type: string;
  readonly checksum: string;
  /** PDQ quality, 0 to 100. */
  readonly pdq_quality: number;
  /** Share of the picture that is of one tone from pixel to pixel, 0 to 1. */
  readonly plain_share: number;
  /** Whether there is enough to see for codes to mean anything. */
  readonly has_content: boolean;
}

/** What points from one picture to the other before their pixels are compared. */
export interface Nomination {
  /** Bits of 256 that differ between the PDQ codes in the nearest orientation, and up to how many a pair is looked at. */
  readonly pdq_distance: number;
  readonly most_pdq_distance: number;
  /** Whether the nearest codes are of the pictures as they are, or of one of them without its border. */
  readonly pdq_without_border: boolean;
  /** Distinct places at which local features agree. */
  readonly agreeing_features: number;
  readonly nominated_by: readonly ('pdq' | 'features')[];
}

/** What the pictures say about each other, laid on each other as well as can be. */
export interface LaidEvidence {
  readonly evidence: PairEvidence;
  /** How much larger a length of `a` is in `b`, in pixels of the images. */
  readonly scale: number;
  /** Shares of the pictures, without their borders, that the other one shows, 0 to 1. */
  readonly share_of_a: number;
  readonly share_of_b: number;
  readonly informative_tiles: number;
  readonly agreeing_tiles: number;
  /** Shares of the tiles' weight that agree, and agree strongly, 0 to 1. */
  readonly agreeing_share: number;
  readonly strong_share: number;
  /** Mean correlation of the tiles, -1 to 1. */
  readonly mean_correlation: number;
  /** Share of the parts of the compared place in which most agrees, 0 to 1. */
  readonly coverage: number;
  /** What each trait adds to the log odds, and the log odds from which a pair is likelier a copy than not. */
  readonly log_odds: Readonly<Record<string, number>>;
  readonly even_log_odds: number;
  /** The picture that the tiles stand in, and the tiles. */
  readonly tiles_on: 'a' | 'b';
  readonly tiles: readonly ExplainedTile[];
}

/** A tile in shares of the picture it stands in; its correlation is null where there is nothing to see in either picture. */
export interface ExplainedTile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly correlation: number | null;
  /** Whether both show the same there; unknown where there is nothing to see. */
  readonly agreement: 'strong' | 'weak' | 'none' | 'unknown';
}
