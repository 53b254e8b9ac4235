import { PLAIN_MAKERS } from './plain-makers.ts';
import { roman } from './roman.ts';

interface Rule {
  /** Matched against the model, less its maker. */
  readonly model: RegExp;
  readonly name: (match: RegExpExecArray) => string;
  /** Where the model says more about the maker than Make does. */
  readonly make?: string;
}

/**
 * The name of a camera by its maker's way of naming models, for models that no list holds (yet): "ILCE-7M9" gives "a7 IX".
 * @param make the maker's common name
 * @param model less the maker
 */
export function cameraByRule(make: string, model: string): { readonly make: string; readonly name: string } | null {
  for (const rule of Object.hasOwn(RULES, make) ? RULES[make]! : []) {
    const match = rule.model.exec(model);
    if (match) return { make: rule.make ?? make, name: rule.name(match) };
  }
  return PLAIN.has(make) ? { make, name: model } : null;
}

const PLAIN: ReadonlySet<string> = new Set(PLAIN_MAKERS);

/** The model is the name: it only has to be of the kind that the maker sells it by. */
const asItIs = (match: RegExpExecArray): string => match.input;

const OLYMPUS: readonly Rule[] = [
  {
    model: /^(E-M\d+X?)\s?(?:Mark\s?([IV]+)\s?(S?))?$/,
    name: ([, body, mark, s]) => `OM-D ${body}${generation(mark, s)}`,
  },
  { model: /^E-PL\d+s?$/, name: (match) => `PEN Lite ${match[0]}` },
  { model: /^E-PM\d+$/, name: (match) => `PEN mini ${match[0]}` },
  { model: /^E-P\d+$/, name: (match) => `PEN ${match[0]}` },
  { model: /^TG-\w+$/, name: (match) => `Tough ${match[0]}` },
  {
    model: /^OM-(\d+)\s?(?:Mark\s?([IV]+))?$/,
    name: ([, body, mark]) => `OM-${body}${generation(mark)}`,
    make: 'OM System',
  },
  // Several names in one: "u1030SW,S1030SW", "FE240/X795". The first that is a product's is it.
  {
    model: /^(?:u|\u00b5)\w*[,/]S(\d+)(SW|W|UZ)?$/,
    name: ([, number, kind]) => `Stylus ${number}${kind ? ` ${kind}` : ''}`,
  },
  {
    model: /^(?:X-\d+,)?(C|SP|FE|D|XZ|SZ|VG|VR|VH|SH)-?(\d+)([A-Z]{0,2})(?=[,/ ]|$)/,
    name: ([, series, number, kind]) => `${series}-${number}${ZOOMS[kind!] ?? kind}`,
  },
  { model: /^STYLUS\s?(\d\w*)$/i, name: ([, body]) => `Stylus ${body}` },
  { model: /^(?:E-\d+|PEN-F|IR-?\d+|AIR.*)$/i, name: asItIs },
];

const ZOOMS: Readonly<Record<string, string>> = { UZ: ' Ultra Zoom', WZ: ' Wide Zoom', Z: ' Zoom' };

const RULES: Readonly<Partial<Record<string, readonly Rule[]>>> = {
  Sony: [
    {
      model: /^ILCE-(\d{1,2}[A-Z]{0,2}?)M(\d)(A?)$/,
      name: ([, body, mark, a]) => `a${body} ${roman(mark!)}${a!.toLowerCase()}`,
    },
    { model: /^ILCE-(\d+[A-Z]{0,2})$/, name: ([, body]) => `a${body}` },
    { model: /^(?:ILCE-(QX\w+)|ILME-(\w+?)V?)$/, name: ([, lens, cinema]) => lens ?? cinema! },
    {
      model: /^(?:ILCA-|SLT-A|DSLR-A)(\d+)V?(?:M(\d))?$/,
      name: ([, body, mark]) => `a${body}${mark ? ` ${roman(mark)}` : ''}`,
    },
    {
      model: /^DSC-(RX\d+R?)(?:M(\d)(A?))?$/,
      name: ([, body, mark, a]) => `${body}${mark ? ` ${roman(mark)}` : ''}${a ?? ''}`,
    },
    { model: /^DSC-\w+$/, name: ([model]) => `Cyber-shot ${model}` },
    { model: /^(ZV-\w+?)(?:M(\d))?$/, name: ([, body, mark]) => `${body}${mark ? ` ${roman(mark)}` : ''}` },
    { model: /^(?:HDR-AS|FDR-X)\w+$/, name: ([model]) => `Action Cam ${model}` },
    { model: /^(?:NEX|MVC|HDR|FDR|DCR|CCD|HXR|PXW|ILX|UMC)-\w+$/, name: asItIs },
    { model: /^CD MAVICA$/, name: () => 'CD Mavica' },
    { model: /^(?:DIGITAL ?)?MAVICA$/, name: ([model]) => (model === 'MAVICA' ? 'Mavica' : 'Digital Mavica') },
    { model: /^Xperia\b.*$/, name: asItIs },
  ],
  Nikon: [
    { model: /^Z\s?(\d+)[_ ](\d)$/, name: ([, body, mark]) => `Z${body} ${roman(mark!)}` },
    { model: /^Z\s?(\d+)\s?(II+)$/, name: ([, body, mark]) => `Z${body} ${mark}` },
    { model: /^Z\s?(\d+|fc?)$/, name: ([, body]) => `Z${body}` },
    { model: /^COOLPIX\s?(.+)$/i, name: ([, body]) => `Coolpix ${body}` },
    { model: /^E(\d{3,4})$/, name: ([, body]) => `Coolpix ${body}` },
    {
      model: /^(D\d+)([A-Z]?)$/i,
      name: ([, body, kind]) => `${body}${/[SX]/.test(kind!) ? kind!.toLowerCase() : kind}`,
    },
    { model: /^(?:Df|ZR|1 [A-Z]+\d+|KeyMission.*|LS-\d+.*)$/i, name: asItIs },
    { model: /^(SUPER )?COOLSCAN (.+)$/i, name: ([, kind, body]) => `${kind ? 'Super ' : ''}Coolscan ${body}` },
  ],
  Canon: [
    { model: /^EOS ([RM]\d+)\s?m(\d)$/, name: ([, body, mark]) => `EOS ${body} Mark ${roman(mark!)}` },
    {
      model: /^(?:EOS|PowerShot|DIGITAL IXUS|IXUS|IXY|MV|VIXIA|LEGRIA)\b.*$/i,
      name: ([model]) => lessLoud(model, CANON),
    },
    { model: /^([A-Z]{2}\d{3,4}) series$/, name: ([, body]) => `Pixma ${body}` },
    {
      model: /^(?:CanoScan.*|X[ACFHLM]{1,2}\d+\w*|(?:HF|HV|FS|DC|MVX?|ZR|UC|HR)\s?\w*\d.*|(?:OPTURA|ELURA|iVIS)\b.*)$/i,
      name: ([model]) => lessLoud(model, CANON),
    },
  ],
  Olympus: OLYMPUS,
  'OM System': OLYMPUS,
  Panasonic: [
    { model: /^(?:HC|HDC|HX|NV|PV|SDR|SV|VDR|AG|AW|AJ|AU|BGH)-\w+$/, name: asItIs },
    { model: /^(?:DC|DMC)-(\w+ II+)$/, name: ([, body]) => `Lumix ${body}` },
    {
      model: /^(?:DC|DMC)-([A-Z]+\d+\w*?)(?:M(K?)(\d)(\w?))?$/,
      name: ([, body, k, mark, x]) => `Lumix ${body}${mark ? `${k ? ' Mark' : ''} ${roman(mark)}${x}` : ''}`,
    },
  ],
  Fujifilm: [
    { model: /^(?:X half|SP-?\d+|SLP-?\d+|Frontier.*|DIGITAL Q1|BIGJOB.*)$/i, name: asItIs },
    // Some leave out the name that all its compact cameras of their time bear.
    { model: /^[AEFJSTZ][VXZ]?\d{2,4}(?:fd|EXR)?$/, name: ([model]) => `FinePix ${model}` },
    {
      model: /^FinePix\s?(.+?)\s?(?:(ZOOM)|(Pro))?$/i,
      name: ([, body, zoom, pro]) => `FinePix ${body}${zoom ? ' Zoom' : ''}${pro ? ' Pro' : ''}`,
    },
    { model: /^((?:MX|DS|DX)-\d+)\s?(ZOOM)?$/, name: ([, body, zoom]) => `${body}${zoom ? ' Zoom' : ''}` },
    { model: /^(?:X-?[A-Z]*\d+\w*|X-Pro.*|GFX ?.+|XF\d+|XQ\d)(?: II+)?$/i, name: asItIs },
  ],
  Pentax: [
    { model: /^Optio\s?(\d\w*|[A-Z]+\d\w*)$/, name: ([, body]) => `Optio ${body}` },
    { model: /^(?:K-?\w.*|Q-?\w*|\*ist.*|Optio.*|645.*|X-5|MX-1|WG-.*|I-10|EI-.*)$/, name: asItIs },
  ],
  Ricoh: [
    { model: /^PENTAX (.+)$/, name: ([, body]) => body!, make: 'Pentax' },
    { model: /^Optio .+$/, name: asItIs, make: 'Pentax' },
    { model: /^GR DIGITAL(?: (\d))?$/i, name: ([, mark]) => `GR Digital${mark ? ` ${roman(mark)}` : ''}` },
    { model: /^THETA(.*)$/i, name: ([, body]) => `Theta${body}` },
    { model: /^(?:GR(?: .+)?|GRD.*|GX.*|Caplio.*|CX\d|R\d+|R?DC-.*|G\d+.*|WG-.*|PX|HZ15)$/, name: asItIs },
  ],
  Leica: [
    { model: /^([CDV])-LUX(.*)$/i, name: ([, series, body]) => `${series!.toUpperCase()}-Lux${body}` },
    { model: /^DIGILUX(.*)$/i, name: ([, body]) => `Digilux${body}` },
    { model: /^(M\d+(?:\.\d)?) Digital Camera$/, name: ([, body]) => body! },
    { model: /^(?:C|M|S|Q|SL|TL|CL|T|X)(?:[- ]?[A-Z]?\d*\b.*)?$/, name: ([model]) => lessLoud(model, LEICA) },
  ],
  Sigma: [
    { model: /^DP(\d)([SX])$/, name: ([, body, kind]) => `DP${body}${kind!.toLowerCase()}` },
    { model: /^(?:fp.*|BF|sd? ?\d+.*|SD\d+.*|sd Quattro.*|dp\d .*|DP\d.*)$/i, name: asItIs },
  ],
  Samsung: [
    // Several names in one: "<KENOX S730  / Samsung S730>", "VLUU L310W L313 M310W / Samsung L310W L313 M310W", "VLUU NV10, NV10".
    { model: /\bSamsung ([A-Z]+\d+\w*)/, name: ([, body]) => body! },
    { model: /^([A-Z]{1,3}\d+\w*),[^/]*\/.*$/, name: ([, body]) => body! },
    { model: /^SGH-[CDEFGJLMPUXZ]\d{3}\w*$/, name: asItIs },
    { model: /^<?(Digimax \w+)\b.*$/, name: ([, body]) => body! },
    { model: /^VLUU ([A-Z]+\d+\w*)\b.*$/, name: ([, body]) => body! },
    { model: /^([A-Z]{2,3}\d+\w*)\/[A-Z]{2,3}\d.*$/, name: ([, body]) => body! },
    {
      model:
        /^(?:NX ?\w+|EX\d\w*|WB\d+\w*|ES\d+|ST\d+|PL\d+|L\d+|S\d+|NV\d+|GX-?\w+|SL\d+|CL\d+|DV\d+\w*|MV\d+|SH\d+|HZ\d+\w*|i\d+|HMX-\w+|Galaxy .+)$/,
      name: asItIs,
    },
  ],
  Kodak: [
    { model: /^PIXPRO (.+)$/i, name: ([, body]) => `PixPro ${body}` },
    { model: /^(DC\d+)( ZOOM)?\b.*$/i, name: ([, body, zoom]) => `${body}${zoom ? ' Zoom' : ''}` },
    {
      model: /^(?:EASYSHARE )?([A-Z]{1,2}\d{3,4}(?: IS| AF)?)(?:,? ZOOM)? DIGITAL CAMERA$/i,
      name: ([, body]) => `EasyShare ${body}`,
    },
    { model: /^EASYSHARE (?:Touch )?Camera, (\w+)$/i, name: ([, body]) => `EasyShare ${body}` },
    { model: /^EASYSHARE (.+?)(?:,? Zoom)?(?: Digital Camera)?$/i, name: ([, body]) => `EasyShare ${body}` },
    { model: /^[CDLMPVWZ][A-Z]?\d{3,4}(?: IS)?$/, name: ([model]) => `EasyShare ${model}` },
    { model: /^(?:(?:EOS )?DCS|Z[ix]\d|Play|SP360|ORBIT360|Slice).*$/i, name: asItIs },
  ],
  Casio: [
    { model: /^EX-\w+$/, name: ([model]) => `Exilim ${model}` },
    { model: /^(?:QV|GV|XV|EV|TR)-?\w+$/, name: asItIs },
  ],
  'Konica Minolta': [
    { model: /^(?:DiMAGE|Revio|DYNAX|MAXXUM|ALPHA)\b.*$/i, name: ([model]) => lessLoud(model, MINOLTA) },
  ],
  Konica: [{ model: /^(?:KD-.*|(?:Digital )?Revio.*|Q-M\d+)$/i, name: asItIs }],
  Minolta: [{ model: /^(?:DiMAGE|RD|DYNAX|MAXXUM|ALPHA)\b.*$/i, name: ([model]) => lessLoud(model, MINOLTA) }],
  GoPro: [
    { model: /^Hero(\d\+?)[- ](\w+) Edition$/i, name: ([, body, colour]) => `HERO${body} ${colour} Edition` },
    { model: /^(?:HD )?HERO(.*)$/i, name: ([model]) => model.replace(/hero/i, 'HERO') },
    { model: /^(?:MAX|Fusion).*$/i, name: asItIs },
  ],
  DJI: [
    {
      model: /^(?:Mavic|Phantom|Inspire|Osmo|Pocket|Air|Mini|Matrice|Action|Spark|Avata|Neo|Flip)\b.*$/i,
      name: asItIs,
    },
    { model: /^(?:Zenmuse ?|Z(?=H))([A-Z]\d*\w*)$/, name: ([, body]) => `Zenmuse ${body}` },
    { model: /^(?:H\d0[NT]?|XT ?[2S]?)$/, name: ([model]) => `Zenmuse ${model}` },
  ],
  Apple: [{ model: /^(?:iPhone|iPad|iPod|QuickTake)\b.*$/, name: asItIs }],
  Google: [{ model: /^(?:Pixel|Nexus)\b.*$/, name: asItIs }],
  Xiaomi: [
    {
      model: /^(?:(?:Redmi|POCO|Mi|Black ?Shark|MIX|Civi)\b.*|\d{1,2}[STX]?(?: (?:Lite|Pro|Ultra|5G|NE)\b.*)?)$/i,
      name: asItIs,
    },
  ],
  Motorola: [{ model: /^(?:moto|motorola|edge|razr|one|Nexus)\b.*$/i, name: asItIs }],
  LG: [{ model: /^(?:Nexus .+|K[A-Z]\d{3,4}\w?)$/, name: asItIs }],
  vivo: [{ model: /^(?:[STVXYZ]\d{1,3}[a-z]*\b.*|iQOO.*|NEX\b.*)$/i, name: asItIs }],
  ZTE: [{ model: /^(?:Blade|Axon|nubia|Libero|Grand|Open)\b.*$/i, name: asItIs }],
  Meizu: [{ model: /^(?:(?:MX|PRO|M)? ?\d{1,2}\w?\b.*|note .+)$/i, name: asItIs }],
  OPPO: [{ model: /^(?:Find|Reno|[AFKR]\d{1,2})\b.*$/i, name: asItIs }],
  realme: [{ model: /^(?:GT|[CQXVP]?\d{1,2}|Narzo)\b.*$/i, name: asItIs }],
  Razer: [{ model: /^Phone.*$/, name: asItIs }],
  Amazon: [{ model: /^(?:Fire|Kindle)\b.*$/, name: asItIs }],
  Huawei: [{ model: /^(?:Nexus|Honor|HONOR|Mate|nova|P\d+|Pura)\b.*$/, name: asItIs }],
  Nokia: [{ model: /^(?:Lumia .+|\d(?:\.\d)?(?: .+)?|\d{3,4}[a-z]*|[CEGNX]\d+.*|808 PureView)$/, name: asItIs }],
  'Sony Ericsson': [{ model: /^[A-Z]{1,2}\d+[a-z]*$/, name: asItIs }],
  HTC: [
    {
      model: /^(?:\d+|One|Desire|U\d+|Sensation|Wildfire|EVO|Incredible|Hero|Legend|Magic|TyTN|Touch)(?:[ _].*)?$/i,
      name: ([model]) => model.replaceAll('_', ' '),
    },
  ],
  BlackBerry: [{ model: /^(?:[ZQ]\d+|\d{4}|KEY\w+|Bold|Curve|Torch|Passport|Classic|Priv)\b.*$/i, name: asItIs }],
  HP: [
    { model: /^photosmart (.+?)(?: \(V.*\))?$/i, name: ([, body]) => `Photosmart ${body}` },
    { model: /^(?:Scan ?jet|Office ?jet|Laser ?jet|Desk ?jet|Envy|psc)\b.*$/i, name: asItIs },
  ],
  Epson: [
    {
      model: /^(?:R-D1\w?|PhotoPC.*|L-\d+.*|Perfection.*|Expression.*|(?:GT|ES|DS|FF|WF|XP|ET)-.*|Stylus.*)$/,
      name: asItIs,
    },
  ],
  Microsoft: [{ model: /^(?:Lumia|Surface)\b.*$/, name: asItIs }],
  Hasselblad: [{ model: /^(?:[HX]\d?D.*|CFV.*|Lunar|Stellar|HV|907X.*|Flextight.*)$/, name: asItIs }],
  'Phase One': [{ model: /^(?:I[QX]\w?.*|[HP] ?\d+\+?.*)$/i, name: asItIs }],
};

/** Words that makers shout. */
const CANON = {
  OPTURA: 'Optura',
  ELURA: 'Elura',
  REBEL: 'Rebel',
  KISS: 'Kiss',
  DIGITAL: 'Digital',
  POWERSHOT: 'PowerShot',
  Powershot: 'PowerShot',
};
const LEICA = { MONOCHROM: 'Monochrom', VARIO: 'Vario' };
const MINOLTA = { DYNAX: 'Dynax', MAXXUM: 'Maxxum', ALPHA: 'Alpha', DIGITAL: 'Digital', SWEET: 'Sweet' };

function lessLoud(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/[A-Za-z]{4,}/g, (word) => (Object.hasOwn(words, word) ? words[word]! : word));
}

function generation(mark: string | undefined, suffix = ''): string {
  return mark ? ` Mark ${mark}${suffix ? ` ${suffix}` : ''}` : '';
}
