/** From, to: equal for a prime lens and for an aperture that does not change. */
export type Range = readonly [from: number, to: number];

/** What a lens's name says of it: "EF24-105mm f/4L IS USM" is "EF", 24 to 105 mm, f/4, "L IS USM". */
export interface LensText {
  /** The family, as it stands before the numbers. */
  readonly before: string;
  /** Focal length in mm; null where the name has none. */
  readonly focal: Range | null;
  /** The largest aperture, at the shortest and at the longest focal length; null where the name has none. */
  readonly aperture: Range | null;
  /** What follows, with the space before it: whether "L" is attached is the maker's style. */
  readonly after: string;
}

const NUMBER = String.raw`\d+(?:[.,]\d+)?`;
const FOCAL = String.raw`(?<focal>${NUMBER}(?:\s?[-–]\s?${NUMBER})?)`;
const APERTURE = String.raw`(?<aperture>${NUMBER}(?:\s?[-–]\s?(?:[fF]\/?)?${NUMBER})?)`;
/** A number begins where no other is under way: not at the 4 of 24 or of 2.4, but after the point of "M.12mm". */
const START = String.raw`^(?<before>.*?)(?<!\d)(?<!\d[.,])`;
const END = String.raw`(?![\d.,]*\d)(?<after>.*)$`;

/** How makers write numbers, the surest first. */
const FORMS: readonly RegExp[] = [
  String.raw`${START}${FOCAL}\s?mm\s?,?\s?(?:[fF]\s?\/?\s?|1:\s?|\/\s?[fF]?)${APERTURE}${END}`, // 24-105mm f/4, 18-55mmF2.8-4, 50mm 1:1.8
  String.raw`${START}(?:(?<![A-Za-z])[fF]\/?|1:)\s?${APERTURE}[\s/]+${FOCAL}(?:\s?mm)?${END}`, // 1:2.8/28, f/2.8 18.3mm
  String.raw`${START}${FOCAL}\s?\/?\s?(?:[fF]\s?\/?|1:)\s?${APERTURE}${END}`, // 14-42/F3.5-5.6, 18-55 f/3.5-5.6
  String.raw`${START}${FOCAL}\s?mm${END}`, // 105mm
  String.raw`${START}(?<one>${NUMBER}(?:-${NUMBER})?)\/(?<other>${NUMBER}(?:-${NUMBER})?)${END}`, // 27/1.2 and 1.8/32
].map((form) => new RegExp(form));

/** Takes a lens's name apart. Null where it has no focal length. */
export function parseLensText(text: string): LensText | null {
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups;
    if (!groups) continue;
    const { before = '', after = '' } = groups;
    const [focal, aperture] = numbers(groups);
    if (focal) return { before: before.trim(), focal, aperture, after: after.trimEnd() };
  }
  return null;
}

/** "24-105mm f/4": the numbers of a lens as catalogs write them. */
export function lensNumbers({ focal, aperture }: Pick<LensText, 'focal' | 'aperture'>): string {
  return [focal && `${rangeText(focal)}mm`, aperture && `f/${rangeText(aperture)}`].filter(Boolean).join(' ');
}

/** Where nothing tells which number is which, the aperture is the smaller one: Zeiss writes 1.8/32, others 27/1.2. */
function numbers({ focal, aperture, one, other }: Record<string, string | undefined>): [Range | null, Range | null] {
  if (one === undefined || other === undefined) return [toRange(focal), toRange(aperture)];
  const [first, second] = [toRange(one), toRange(other)];
  return first![0] < second![0] ? [second, first] : [first, second];
}

function toRange(text: string | undefined): Range | null {
  if (text === undefined) return null;
  const [from = NaN, to = from] = (text.match(/\d+(?:[.,]\d+)?/g) ?? []).map((number) =>
    Number(number.replace(',', '.')),
  );
  return [from, to];
}

/** Phones write 1.5399999618512084: two places are all that means anything. */
function rangeText([from, to]: Range): string {
  const [shortest, longest] = [from, to].map((number) => String(Number(number.toFixed(2))));
  return shortest === longest ? shortest! : `${shortest}-${longest}`;
}
