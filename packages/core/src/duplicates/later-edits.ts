import type { ContentMatch } from './content-match.ts';
import type { Content } from './contents.ts';

/** What was done to a picture, by its checksum, in words that follow "The other one": it came later than the picture without. */
export type LaterEdits = ReadonlyMap<string, string>;

/** Which of the pictures are framed, photographed off a screen, or have lost their colours, told by the pairs they stand in. */
export function laterEdits(contents: readonly Content[], matches: readonly ContentMatch[]): LaterEdits {
  const edits = new Map<string, string>();
  for (const { a, b, verdict } of matches) {
    if (!verdict) continue;
    const [one, other] = [contents[a]!.image, contents[b]!.image];
    const container = verdict.evidence.inside === 'a' ? other : one;
    if (verdict.relation === 'bordered') edits.set(container.checksum, 'has a border');
    if (verdict.relation === 'screenshot') edits.set(container.checksum, 'is a screenshot of it');
    if (verdict.relation === 'greyscale') {
      const grey = colourfulness(one.fingerprint.chroma) < colourfulness(other.fingerprint.chroma) ? one : other;
      edits.set(grey.checksum, 'has lost its colours');
    }
  }
  return edits;
}

/** Mean distance of Cb and Cr from grey, in sample values. */
export function colourfulness(chroma: Uint8Array): number {
  return chroma.reduce((sum, value) => sum + Math.abs(value - 128), 0) / chroma.length;
}
