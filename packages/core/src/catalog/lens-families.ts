/** How a maker writes the names of its lenses. */
export interface LensFamily {
  /** Matched against what stands before the numbers. */
  readonly before: RegExp;
  /** Matched against what stands after them, where the words before do not tell. */
  readonly after?: RegExp;
  readonly maker: string;
  /** The family's name. Default: the first group of `before`. */
  readonly family?: (match: RegExpExecArray) => string;
  /** Rewrites what stands after the numbers. */
  readonly finish?: (after: string) => string;
}

/** Sigma writes its line as "| Art 019", where the number is the year, and sometimes as "| A". */
const SIGMA_LINE = / ?\| ?(A|C|S)(?:rt|ontemporary|ports?)?(?: \d{3})?$/;
const SIGMA_LINES: Readonly<Record<string, string>> = { A: ' Art', C: ' Contemporary', S: ' Sports' };

/** Tamron ends with the lens's code. */
const TAMRON_CODE = / ([ABCF]\d{3}[A-Z]?)$/;
const tamronEnd = (after: string): string =>
  after
    .replace(TAMRON_CODE, ' ($1)')
    .replace(/MACRO ?1:1/i, 'Macro 1:1')
    .replace(/\bDi(?=I)/, 'Di ');

const zeissEnd = (after: string): string => after.replace(/^M\b/, ' Macro');

/** Asked in order. Third-party makers stand first: their lenses bear the mount's letters too. */
export const LENS_FAMILIES: readonly LensFamily[] = [
  {
    before: /^(?:Sigma)?\s*(?:AF)?\s*(APO|MACRO)?$/i,
    after: /\b(?:DG|DC|DN|EX)\b|\| ?[ACS]/,
    maker: 'Sigma',
    finish: (after) => after.replace(SIGMA_LINE, (_, line: string) => SIGMA_LINES[line]!),
  },
  { before: /^(?:Tamron|E|FE)?$/i, after: TAMRON_CODE, maker: 'Tamron', finish: tamronEnd },
  {
    before: /^(?:Tamron)?\s*(?:E |FE )?((?:SP)?\s*(?:AF)?)$/i,
    after: /\bDi(?:\b|I)|\b(?:VC|USD|VXD|RXD|HLD|PZD|OSD)\b/,
    maker: 'Tamron',
    finish: tamronEnd,
  },
  {
    before: /^(?:Canon )?((?:EF|RF)(?:-[SM])?|TS-E|MP-E|CN-[ER])$/i,
    maker: 'Canon',
    finish: (after) => after.replace(/^ L\b/, 'L'),
  },
  { before: /^(?:Sony )?((?:FE|E|DT)(?: PZ)?(?: C)?|PZ)$/, maker: 'Sony' },
  { before: /^$/, after: /\b(?:ZA|SSM|SAM|GM|STF|OSS)\b/, maker: 'Sony' },
  {
    before: /^(?:FUJINON |FUJIFILM )?(XF|XC|GF|MKX?)$/i,
    maker: 'Fujifilm',
    finish: (after) => after.replace(/^R\b/, ' R'),
  },
  { before: /^OLYMPUS M\.$/i, maker: 'Olympus', family: () => 'M.Zuiko Digital' },
  { before: /^OM(?: SYSTEM)?(?: M\.)?$/i, maker: 'OM System', family: () => 'M.Zuiko Digital' },
  { before: /^OLYMPUS$/i, maker: 'Olympus', family: () => 'Zuiko Digital' },
  {
    before: /^(?:OLYMPUS )?(M\.)?ZUIKO DIGITAL( ED)?$/i,
    maker: 'Olympus',
    family: ([, micro = '', ed = '']) => `${micro}Zuiko Digital${ed}`,
  },
  { before: /^(?:Panasonic )?(LUMIX\b.*|LEICA D(?:C|G|-).*)$/i, maker: 'Panasonic' },
  // Programs leave out the words by which Panasonic's lenses are known.
  { before: /^G(?: X)?(?: Vario| Macro)?(?: PZ| HD)?$/, maker: 'Panasonic', family: ([words]) => `Lumix ${words}` },
  { before: /^DG .+$/, maker: 'Panasonic', family: ([words]) => `Leica ${words}` },
  { before: /^(?:Nikon )?(.*NIKKOR\b.*)$/i, maker: 'Nikon' },
  {
    before: /^(?:Pentax )?(smc|HD) PENTAX[- ](.+)$/i,
    maker: 'Pentax',
    family: ([, coating, series]) => `${coating} ${series}`,
  },
  { before: /^(?:Samsung )?(NX(?:-M)?)$/i, maker: 'Samsung' },
  { before: /^(?:Hasselblad )?(XCD|HCD?|CF[EI]?)$/, maker: 'Hasselblad' },
  {
    before: /^(?:Carl )?(?:Zeiss )?((?:Batis|Loxia|Touit|Otus|Milvus)(?: ML)?)$/i,
    maker: 'Zeiss',
    finish: zeissEnd,
  },
  {
    before:
      /^(?:Carl )?(?:Zeiss )?((?:C |Apo[- ])?(?:Makro-|Vario-|Tele-|Classic )?(?:Planar|Distagon|Sonnar|Tessar|Biogon)\b.*)$/i,
    maker: 'Zeiss',
    finish: zeissEnd,
  },
  { before: /^(?:Voigtl[aä]nder )?(.*(?:NOKTON|ULTRON|LANTHAR|HELIAR|SKOPAR).*)$/i, maker: 'Voigtländer' },
  {
    before:
      /^(?:Leica )?((?:.*[ -])?(?:Summilux|Summicron|Summarit|Summaron|Elmarit|Elmar|Noctilux|Telyt|Hektor)(?:-[A-Z]{1,3})?)$/i,
    maker: 'Leica',
  },
  { before: /^(?:Ricoh |Pentax )?(GR LENS)$/i, maker: 'Ricoh' },
  { before: /^(?:Tokina )?(AT-?X.*|atx-[im].*|opera|FíRIN)$/i, maker: 'Tokina' },
  { before: /^(AF)$/, after: /^ (?:FE|E|Z|XF|L|STM)\b/, maker: 'Viltrox' },
  { before: /^(YN)$/i, maker: 'Yongnuo' },
];

/** Names that give no numbers, or not as others do: "XCD 45P". */
export const NAMES_WITHOUT_NUMBERS: readonly {
  readonly text: RegExp;
  readonly maker: string;
  readonly name: (match: RegExpExecArray) => string;
}[] = [
  {
    text: /^(XCD|HCD?) (\d+(?:-\d+)?)([PVE]?)( Macro| II+)?$/i,
    maker: 'Hasselblad',
    name: ([, series, mm, kind, macro = '']) => `${series} ${mm}mm${kind ? ` ${kind}` : ''}${macro}`,
  },
  {
    text: /^0\d (?:STANDARD|FISH-EYE|TOY|TELEPHOTO|MOUNT|WIDE)\b.*$/i,
    maker: 'Pentax',
    name: ([words]) => `Q ${words}`,
  },
  { text: /^(?:RICOH )?(GR LENS)$/i, maker: 'Ricoh', name: ([, words]) => words! },
];
