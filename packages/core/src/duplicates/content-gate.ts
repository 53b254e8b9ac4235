import type { Fingerprint } from '../fingerprint/fingerprint.ts';

/** Under this PDQ quality a picture has too little content for its code to mean anything (PDQ paper, section 5). */
const LEAST_QUALITY = 50;
/** Share of samples near the commonest grey from which a picture is a drawing on a plain ground: an icon, a chart, a packshot. */
const PLAIN_SHARE = 0.5;
const NEAR_GREY = 3;

/** Whether a picture has enough content for its code and its tiles to convict. */
export function hasContent({ quality, grey }: Fingerprint): boolean {
  return quality >= LEAST_QUALITY && plainShare(grey) < PLAIN_SHARE;
}

/** Whether a slightly changed copy of the picture might lack content. */
export function mayLackContent({ quality, grey }: Fingerprint): boolean {
  return quality < LEAST_QUALITY + 20 || plainShare(grey) >= PLAIN_SHARE - 0.1;
}

/** Share of samples within NEAR_GREY of the value that has most samples round it, 0 to 1. */
function plainShare(grey: Uint8Array): number {
  const counts = new Uint32Array(256 + 2 * NEAR_GREY + 1);
  // A sample counts for all values it is near to.
  for (const value of grey) for (let near = 0; near <= 2 * NEAR_GREY; near++) counts[value + near]!++;
  return Math.max(...counts) / grey.length;
}
