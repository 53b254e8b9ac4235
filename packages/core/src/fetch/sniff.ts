import { tiffType } from './tiff-type.ts';

/**
 * The media type of a file by its first bytes, never by its name; null when unknown. SVG and HTML, which have no magic bytes, are told by
 * their first tag, so that an error can say what came instead of a picture.
 *
 * @example
 * await sniffType(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')); // 'image/svg+xml'
 */
export async function sniffType(bytes: Uint8Array): Promise<string | null> {
  const markup = markupType(leadingText(bytes));
  if (markup !== undefined) return markup;
  const { fileTypeFromBuffer } = await (fileType ??= import('file-type'));
  const type = (await fileTypeFromBuffer(bytes))?.mime;
  if (type === undefined) return rareType(bytes);
  if (TIFF_BASED.has(type)) return tiffType(bytes);
  return type === 'image/x-icon' && isEmptyIcon(bytes) ? null : type;
}

/** file-type guesses at a camera by a tag that any may write. */
const TIFF_BASED: ReadonlySet<string> = new Set([
  'image/tiff',
  'image/x-sony-arw',
  'image/x-nikon-nef',
  'image/x-adobe-dng',
]);

/** Formats whose metadata ExifTool reads and that file-type does not know, by how they begin; types as ExifTool names them. */
const RARE_STARTS: readonly (readonly [string, RegExp])[] = [
  ['image/x-canon-crw', /^II\x1a\0\0\0HEAPCCDR/],
  ['image/x-olympus-orf', /^(?:IIR[OS]|MMOR)/], // file-type knows those with 24 tags only,
  ['image/x-panasonic-rw2', /^IIU\0/], // and these with one length of header only
  ['image/x-minolta-mrw', /^\0MR[MI]/],
  ['image/x-sigma-x3f', /^FOVb/],
  ['image/x-exr', /^v\/1\x01/],
  ['image/vnd.radiance', /^#\?(?:RADIANCE|RGBE)\n/],
  ['image/x-dpx', /^(?:SDPX|XPDS)/],
  ['image/x-portable-pixmap', /^P[1-6]\s+[\d#]/],
  ['image/x-paintshoppro', /^Paint Shop Pro Image File\n/],
];

function rareType(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 32)).toString('latin1');
  return RARE_STARTS.find(([, pattern]) => pattern.test(start))?.[0] ?? null;
}

/** Not needed where all files are plain JPEGs, and slow to load. */
let fileType: Promise<typeof import('file-type')> | undefined;

/** Long enough for a licence in a comment before the first tag. */
const MARKUP_BYTES = 4096;

/** The tags by which browsers tell HTML (WHATWG MIME Sniffing, section 7.1). */
const HTML_START =
  /^<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)(?:[\s>/]|$)/i;

const SVG_START = /^<(?:!doctype svg|(?:[\w.-]+:)?svg)(?:[\s>/]|$)/i;

function leadingText(bytes: Uint8Array): string {
  const head = bytes.subarray(0, MARKUP_BYTES);
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be').decode(head);
  return new TextDecoder('utf-8').decode(head);
}

function markupType(text: string): string | undefined {
  const start = skipProlog(text);
  if (SVG_START.test(start)) return 'image/svg+xml';
  return HTML_START.test(start) ? 'text/html' : undefined;
}

/** Drops white space, comments and processing instructions before the first tag. */
function skipProlog(text: string): string {
  let rest = text.trimStart();
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : undefined;
    if (end === undefined) return rest;
    const position = rest.indexOf(end, 2);
    if (position < 0) return '';
    rest = rest.slice(position + end.length).trimStart();
  }
}

/** An uncompressed TGA begins like a Windows cursor, but a cursor counts at least one image where the TGA has zeros. */
function isEmptyIcon(bytes: Uint8Array): boolean {
  return bytes[4] === 0 && bytes[5] === 0;
}
