import type { Lens, Match } from '../record.ts';
import { shippedCatalog, type Catalog, type CatalogLayer, type KnownLens } from './catalog.ts';
import { findCamera } from './find-camera.ts';
import { lensKey } from './lens-key.ts';
import { isLensPlaceholder } from './lens-placeholder.ts';
import { isBareLens, lensByRule } from './lens-rules.ts';
import { parseLensText, type Range } from './lens-text.ts';
import { normaliseMake } from './normalise-make.ts';
import { phoneLens } from './phone-lens.ts';
import { lensSlug } from './slug.ts';
import { withoutMake } from './without-make.ts';

/** What a file says of its lens, and of the camera it was on. */
export interface LensExif {
  readonly lensModel: string;
  /** EXIF LensMake: tells whose lens it is where LensModel does not. */
  readonly lensMake?: string | null | undefined;
  /** EXIF Make and Model of the camera: "50mm F1.4" is Sony's on a Sony, and mere numbers elsewhere. */
  readonly make?: string | null | undefined;
  readonly model?: string | null | undefined;
}

/** A record's lens, with how its name was found and what it says. */
export interface FoundLens extends Lens {
  readonly match: Match;
  /** Null where the file gives numbers only. */
  readonly maker: string | null;
  readonly mount: string | null;
  /** Shortest and longest focal length in mm. */
  readonly focal_mm: Range | null;
  /** Largest aperture at both, as f-numbers. */
  readonly f_number: Range | null;
  /** Who states the name, and under which licence; null where no entry does. */
  readonly source: string | null;
  readonly licence: string | null;
}

/**
 * The lens that EXIF LensModel names: as our facts have it, else by its maker's way of writing, else in lensfun's data, else as it stands. Null for
 * what cameras write when they do not know the lens.
 *
 * @example
 * findLens({ lensModel: 'EF24-105mm f/4L IS USM' })?.name; // "Canon EF 24-105mm f/4L IS USM"
 */
export function findLens(exif: LensExif, catalog: Catalog = shippedCatalog()): FoundLens | null {
  const text = exif.lensModel.replaceAll('\0', '').trim().replace(/\s+/g, ' ');
  if (text.length > LONGEST_NAME) return unread(text);
  if (text === '' || isLensPlaceholder(text)) return null;
  const { lens, converter } = withoutConverter(text);
  const { name, match, entry, maker } = nameOf(lens, exif, catalog);
  const parts = parseLensText(name) ?? parseLensText(lens);
  return {
    exif_name: text,
    slug: lensSlug(text),
    name: converter === null ? name : `${name} + ${converter}`,
    match,
    maker: entry?.maker ?? maker,
    mount: entry?.mount ?? null,
    focal_mm: parts?.focal ?? null,
    f_number: parts?.aperture ?? null,
    source: entry?.source ?? null,
    licence: entry?.licence ?? null,
  };
}

/** In characters: what is longer is no lens's name, and nothing to try rules on. */
const LONGEST_NAME = 200;

function unread(text: string): FoundLens {
  const nothing = { maker: null, mount: null, focal_mm: null, f_number: null, source: null, licence: null };
  return { exif_name: text, slug: lensSlug(text), name: text, match: 'fallback', ...nothing };
}

interface Named {
  readonly name: string;
  readonly match: Match;
  readonly maker: string | null;
  readonly entry?: KnownLens;
}

function nameOf(text: string, exif: LensExif, catalog: Catalog): Named {
  const known = firstIn(catalog.facts, text, exif, catalog);
  if (known) return { name: known.name, match: 'exact', maker: known.maker, entry: known };
  const phone = phoneLens(text);
  if (phone !== null) return { name: phone, match: 'rule', maker: null };
  const ruled = lensByRule(text);
  if (ruled) return { ...withLensMake(ruled, exif), match: 'rule' };
  const overlaid = firstIn(catalog.overlays, text, exif, catalog);
  if (overlaid) return { name: overlaid.name, match: 'overlay', maker: overlaid.maker, entry: overlaid };
  return { name: text, match: 'fallback', maker: null };
}

/** Where mere numbers would do for any maker's lens, only the camera's own maker, or the one that LensMake names, can be meant. */
function firstIn(
  layers: readonly CatalogLayer[],
  text: string,
  exif: LensExif,
  catalog: Catalog,
): KnownLens | undefined {
  for (const layer of layers) {
    const lenses = layer.lenses().get(lensKey(text));
    if (!lenses) continue;
    const makers = makersOf(exif, catalog);
    const known = lenses.find(({ maker }) => makers.includes(maker)) ?? lenses[0];
    if (known && (layer.isOwn || makers.includes(known.maker) || !isBare(text))) return known;
  }
  return undefined;
}

/** Whose lens it may be: what LensMake says, or the maker of the camera. */
function makersOf({ lensMake, make, model }: LensExif, catalog: Catalog): readonly string[] {
  const camera = findCamera({ make: make ?? '', model: model ?? '' }, catalog);
  return [lensMake, make, camera?.make].filter((maker) => maker != null).map(normaliseMake);
}

function isBare(text: string): boolean {
  const parts = parseLensText(text);
  return parts !== null && isBareLens(parts);
}

/** Mere numbers of a maker that the file names elsewhere: "50mm f/1.4" by "SIGMA". */
function withLensMake(
  { name, maker }: { readonly name: string; readonly maker: string | null },
  { lensMake }: LensExif,
): { name: string; maker: string | null } {
  if (maker !== null || lensMake == null || lensMake.trim() === '' || isLensPlaceholder(lensMake))
    return { name, maker };
  const known = normaliseMake(lensMake);
  return { name: `${known} ${withoutMake(name, [known])}`, maker: known };
}

/** "EF70-200mm f/2.8L IS II USM +1.4x III" is a lens behind a teleconverter. */
function withoutConverter(text: string): { readonly lens: string; readonly converter: string | null } {
  const match =
    /^(.+?)\s*\+\s*((?:.*[^\d.])?\d(?:\.\d+)?x\b.*|.*(?:converter|extender|MC-\d\d|TC-?\d\d|DMW-TC\d\d).*)$/i.exec(
      text,
    );
  return match
    ? { lens: match[1]!, converter: match[2]!.replace(/^(\d(?:\.\d+)?)X\b/, '$1x') }
    : { lens: text, converter: null };
}
