import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { distinctCodes, membersOf } from '../hamming/distinct-codes.ts';
import { pairsBetween } from '../hamming/join-codes.ts';
import { codeViews, type CodedPicture } from './code-views.ts';
import { canBeNominated, mayLackContent } from './content-gate.ts';
import { createFeatureIndex } from './feature-index.ts';
import { looksEqual, type PlainPicture } from './low-content.ts';
import { nominateFeatures } from './nominate-features.ts';
import { joinedCodes, MOST_EQUAL_PAIRS, nominate } from './nominate.ts';
import type { SearchImage } from './search-image.ts';
import { SENSITIVITY_RULES } from './sensitivity-rules.ts';
import type { Sensitivity } from './sensitivity.ts';

/** What an image is nominated by: half of its fingerprint, or a fiftieth without local features. */
export interface Nominee {
  readonly print: CodedPicture & Pick<Fingerprint, 'features'>;
  /** What pictures with little content are compared by; undefined for all others. */
  readonly plain: PlainPicture | undefined;
}

/** Tells which of many images are worth comparing with a few. */
export interface Nominator {
  /** Places, ascending, of the images that may be copies of one of the few: all that a search among the few and these would compare with them. */
  nominated(images: readonly Nominee[]): Promise<number[]>;
}

/** The part of an image that nominates it. */
export function nomineeOf({ fingerprint, width, height }: SearchImage): Nominee {
  const { codes, innerCodes, quality, outline, inner, features, grey, chroma } = fingerprint;
  return {
    print: { codes, innerCodes, quality, outline: { width: outline.width, height: outline.height }, inner, features },
    plain: mayLackContent(fingerprint) ? { width, height, fingerprint: { grey, chroma } } : undefined,
  };
}

/**
 * Looks many images up among a few, part by part, so that memory holds the few and one part: the many can come from a file. It runs in the calling
 * thread; several threads with a nominator each share the parts among them.
 */
export function createNominator(few: readonly Nominee[], sensitivity: Sensitivity): Nominator {
  const { maxDistance } = SENSITIVITY_RULES[sensitivity];
  const prints = few.map(({ print }) => print);
  const turned = distinctCodes(joinedCodes(prints.filter(canBeNominated).flatMap(codeViews), 'turned'), 256);
  const features = createFeatureIndex(prints);
  const plain = few.flatMap((nominee) => nominee.plain ?? []);
  const byCodes = async (images: readonly Nominee[], found: Set<number>): Promise<void> => {
    const views = images.flatMap(({ print }, place) =>
      canBeNominated(print) ? codeViews(print).map((view) => ({ ...view, place })) : [],
    );
    const upright = distinctCodes(joinedCodes(views, 'upright'), 256);
    for await (const { a, b } of pairsBetween(upright, turned, { maxDistance, threads: 0 }))
      for (const [at, code] of a.entries()) {
        const members = membersOf(upright, code);
        if (members.length * membersOf(turned, b[at]!).length > MOST_EQUAL_PAIRS) continue;
        for (const member of members) found.add(views[member]!.place);
      }
  };
  return {
    async nominated(images) {
      const found = new Set<number>();
      await byCodes(images, found);
      for (const [place, image] of images.entries())
        if (image.print.features.length > 0 && features.find(image.print).length > 0) found.add(place);
        else if (image.plain && plain.some((one) => looksEqual(one, image.plain!))) found.add(place);
      return [...found].sort((a, b) => a - b);
    },
  };
}

/** Places, ascending, of the images that may have a copy among the others. */
export async function nominatedAmong(
  images: readonly Nominee[],
  sensitivity: Sensitivity,
  signal?: AbortSignal,
): Promise<number[]> {
  const { maxDistance } = SENSITIVITY_RULES[sensitivity];
  const prints = images.map(({ print }) => print);
  const found = new Set<number>();
  const add = (pairs: readonly { readonly a: number; readonly b: number }[]): void => {
    for (const { a, b } of pairs) found.add(a).add(b);
  };
  for await (const candidates of nominate(prints, { maxDistance, signal })) add(candidates);
  for await (const candidates of nominateFeatures(prints, { signal })) add(candidates);
  const plain = images.flatMap((image, place) => (image.plain ? [{ picture: image.plain, place }] : []));
  for (const [position, { picture, place }] of plain.entries())
    for (const other of plain.slice(0, position))
      if (looksEqual(picture, other.picture)) found.add(place).add(other.place);
  return [...found].sort((a, b) => a - b);
}
