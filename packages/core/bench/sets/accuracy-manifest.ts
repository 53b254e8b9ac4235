import { basename } from 'node:path';

import type { LabelledPair } from './relation-pairs.ts';

/** A picture of a set of the accuracy bench: those with one `base` are of one photo. */
export interface AccuracyLabel {
  readonly file: string;
  readonly base: string;
  readonly edit: string;
}

/** The relations that describe each edit rightly. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  'jpeg-75': ['re-encoded'],
  'jpeg-20': ['re-encoded'],
  webp: ['re-encoded'],
  avif: ['re-encoded'],
  png: ['same-pixels', 're-encoded'],
  'resize-50': ['resized'],
  'resize-25': ['resized'],
  'stretch-20': ['resized'],
  'crop-5': ['cropped'],
  'crop-10': ['cropped'],
  'crop-20': ['cropped'],
  'crop-10-corner': ['cropped'],
  'crop-30-corner': ['cropped'],
  'rotate-90': ['rotated'],
  'rotate-180': ['rotated'],
  'rotate-270': ['rotated'],
  mirror: ['mirrored'],
  flip: ['mirrored'],
  'tilt-2': ['rotated'],
  'tilt-5': ['rotated'],
  bright: ['recoloured'],
  dark: ['recoloured'],
  contrast: ['recoloured'],
  saturate: ['recoloured'],
  'hue-25': ['recoloured'],
  gamma: ['recoloured'],
  grey: ['greyscale'],
  sepia: ['recoloured'],
  // No relation names these: the picture is the same, only worse.
  blur: ['re-encoded', 'recoloured'],
  sharpen: ['re-encoded', 'recoloured'],
  noise: ['re-encoded', 'recoloured'],
  'text-band': ['overlaid'],
  watermark: ['overlaid'],
  logo: ['overlaid'],
  'border-5': ['bordered'],
  'border-15': ['bordered'],
  'letterbox-12': ['bordered'],
  screenshot: ['screenshot', 'bordered'],
  'crop-shrink-jpeg': ['cropped'],
  'mirror-crop': ['mirrored', 'cropped'],
};

/** Every copy with its original. */
export function pairsOfAccuracySet(labels: readonly AccuracyLabel[]): LabelledPair[] {
  const originals = new Map(labels.filter(({ edit }) => edit === 'original').map(({ base, file }) => [base, file]));
  return labels.flatMap(({ file, base, edit }): LabelledPair[] => {
    const accepted = ACCEPTED[edit];
    const original = originals.get(base);
    if (accepted === undefined || original === undefined) return [];
    return [{ original: basename(original), copy: basename(file), edit, accepted }];
  });
}
