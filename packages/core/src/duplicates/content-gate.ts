import type { Fingerprint } from '../fingerprint/fingerprint.ts';

/** Under this PDQ quality a picture has too little content for its code to mean anything (PDQ paper, section 5). */
const LEAST_QUALITY = 50;
/** Share of samples near the commonest grey from which a picture is a drawing on a plain ground: an icon, a chart, a packshot. */
const PLAIN_SHARE = 0.5;
const NEAR_GREY = 3;

/** Under this quality a code is noise, and may not even nominate; a wallpaper of nothing but gradients has 8, and its tiles still tell it. */
const LEAST_NOMINATING_QUALITY = 4;

/** Whether a picture has enough content for its code to nominate it: what its tiles say then decides. */
export function canBeNominated({ quality }: Pick<Fingerprint, 'quality'>): boolean {
  return quality >= LEAST_NOMINATING_QUALITY;
}

/** Whether a picture has enough content for its code and its tiles to convict. */
export function hasContent({ quality, grey }: Pick<Fingerprint, 'quality' | 'grey'>): boolean {
  return quality >= LEAST_QUALITY && plainShare(grey) < PLAIN_SHARE;
}

/** Whether a slightly changed copy of the picture might lack content. */
export function mayLackContent({ quality, grey }: Pick<Fingerprint, 'quality' | 'grey'>): boolean {
  return quality < LEAST_QUALITY + 20 || plainShare(grey) >= PLAIN_SHARE - 0.1;
}

/** Share of samples within NEAR_GREY of the value that has most samples round it, 0 to 1. */
function plainShare(grey: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const value of grey) counts[value]!++;
  let most = 0;
  let around = 0; // samples from value - 2 * NEAR_GREY to value
  for (let value = 0; value < 256 + NEAR_GREY; value++) {
    around += (counts[value] ?? 0) - (counts[value - 2 * NEAR_GREY - 1] ?? 0);
    most = Math.max(most, around);
  }
  return most / grey.length;
}
