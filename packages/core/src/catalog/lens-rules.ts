import { LENS_BRANDS } from './lens-brands.ts';
import { LENS_FAMILIES, NAMES_WITHOUT_NUMBERS, type LensFamily } from './lens-families.ts';
import { lensNumbers, parseLensText, type LensText } from './lens-text.ts';

export interface RuledLens {
  /** Null where a name tells numbers only: then no maker is guessed. */
  readonly maker: string | null;
  readonly name: string;
}

/**
 * The name of a lens by the way its maker writes names: "EF24-105mm f/4L IS USM" gives "Canon EF 24-105mm f/4L IS USM". Bare numbers, as many cameras
 * write, stay numbers: "18.0-55.0 mm f/3.5-5.6" gives "18-55mm f/3.5-5.6", never a product. Null where no maker's way is known in it.
 */
export function lensByRule(text: string): RuledLens | null {
  const parts = parseLensText(text);
  if (!parts) return withoutNumbers(text);
  for (const family of LENS_FAMILIES) {
    const match = family.before.exec(parts.before);
    if (match && (family.after?.test(parts.after) ?? true)) return inFamily(family, match, parts);
  }
  const brand = LENS_BRANDS.find(({ word }) => word.test(parts.before));
  if (brand) return compose(brand.maker, parts.before.replace(brand.word, ''), parts);
  return isBareLens(parts) ? compose(null, parts.before, parts) : null;
}

/** Whether a name says no more than numbers, and letters that many makers use: nothing by which a maker could be told. */
export function isBareLens({ before, after }: LensText): boolean {
  return BARE_BEFORE.test(before) && BARE_AFTER.test(after);
}

const BARE_BEFORE = /^(?:(?:VR|AF|AF-P|AF-S)? ?(?:DX)? ?(?:VR)?|zoom(?: lens)?)$/i;
const BARE_AFTER = /^ ?(?:[DEG]|Macro)?$/i;

function withoutNumbers(text: string): RuledLens | null {
  for (const { text: pattern, maker, name } of NAMES_WITHOUT_NUMBERS) {
    const match = pattern.exec(text);
    if (match) return { maker, name: tidy(`${maker} ${name(match)}`) };
  }
  const brand = LENS_BRANDS.find(({ word }) => word.test(text));
  return brand ? { maker: brand.maker, name: tidy(`${brand.maker} ${text.replace(brand.word, '')}`) } : null;
}

function inFamily({ maker, family, finish }: LensFamily, match: RegExpExecArray, parts: LensText): RuledLens {
  const words = family ? family(match) : (match[1] ?? '');
  return compose(maker, words, { ...parts, after: finish ? finish(parts.after) : parts.after });
}

function compose(maker: string | null, family: string, parts: LensText): RuledLens {
  return { maker, name: tidy(`${maker ?? ''} ${family} ${lensNumbers(parts)}${parts.after}`) };
}

/** One space between words, and no word shouted: "LUMIX G VARIO" is "Lumix G Vario"; short ones are abbreviations. */
function tidy(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(?<=[a-z\d.])(?=I{2,3}\b)/g, ' ')
    .replace(/\p{Lu}{4,}/gu, (word) => word[0]! + word.slice(1).toLowerCase())
    .replace(/\bAPO-(?=\p{Lu})/gu, 'Apo-');
}
