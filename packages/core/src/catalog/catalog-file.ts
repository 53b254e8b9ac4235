import { SourceError } from '../errors.ts';

export type CameraKind = 'camera' | 'compact' | 'phone' | 'drone' | 'action' | 'scanner';

/** How a file names a camera in its EXIF. */
export interface ExifPair {
  readonly make: string;
  readonly model: string;
}

/** A camera under the name it is sold by, in one region. */
export interface CatalogCamera {
  readonly make: string;
  /** Without the make: "a7 II". */
  readonly name: string;
  readonly exif: readonly ExifPair[];
  readonly aliases?: readonly string[];
  readonly kind?: CameraKind;
  /** Shared by cameras that are one under several regional names: "canon/eos600d". */
  readonly group?: string;
  readonly image_url?: string;
  /** Who states these facts. Default: the file's. */
  readonly source?: string;
  readonly licence?: string;
}

export interface CatalogLens {
  readonly maker: string;
  /** With the maker: "Sony FE 35mm f/1.8". */
  readonly name: string;
  /** How files name it in EXIF LensModel. */
  readonly exif: readonly string[];
  readonly mount?: string;
  readonly source?: string;
  readonly licence?: string;
}

/** Cameras and lenses with where they are from: ours, lensfun's, or a user's own. */
export interface CatalogFile {
  readonly source: string;
  readonly licence: string;
  readonly cameras: readonly CatalogCamera[];
  readonly lenses: readonly CatalogLens[];
}

/**
 * Reads a catalog file: JSON, `{ "cameras": [{ "make", "name", "exif": [{ "make", "model" }] }], "lenses": [{ "maker", "name", "exif": [TEXT] }] }`;
 * either list may be missing, and so may all other fields.
 * @throws SourceError catalog_invalid, naming the entry and what is wrong with it.
 */
export function parseCatalogFile(text: string): CatalogFile {
  const file = parseJson(text);
  const entries = (name: 'cameras' | 'lenses'): readonly unknown[] => {
    const list = file[name] ?? [];
    return Array.isArray(list) ? list : refuse(`\`${name}\` is not an array`);
  };
  return {
    source: optionalText(file, 'source', 'The catalog file') ?? 'own catalog file',
    licence: optionalText(file, 'licence', 'The catalog file') ?? 'not stated',
    cameras: entries('cameras').map((entry, index) => requireCamera(entry, `Camera ${index + 1}`)),
    lenses: entries('lenses').map((entry, index) => requireLens(entry, `Lens ${index + 1}`)),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function parseJson(text: string): Fields {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new SourceError('catalog_invalid', 'The catalog file is not JSON. Write { "cameras": [], "lenses": [] }.', {
      cause,
    });
  }
  return isFields(parsed) ? parsed : refuse('it is not an object with `cameras` and `lenses`');
}

function requireCamera(entry: unknown, where: string): CatalogCamera {
  if (!isFields(entry)) return refuse(`${where} is not an object`);
  const exif = requireList(entry, 'exif', where).map((pair) => {
    if (!isFields(pair)) return refuse(`${where} has an \`exif\` entry that is not { "make", "model" }`);
    return { make: requireText(pair, 'make', where), model: requireText(pair, 'model', where) };
  });
  const aliases = entry['aliases'] === undefined ? [] : requireTexts(entry, 'aliases', where);
  const kind = optionalText(entry, 'kind', where);
  if (kind !== undefined && !isKind(kind)) return refuse(`${where} has a \`kind\` that is none of ${KINDS.join(', ')}`);
  return {
    make: requireText(entry, 'make', where),
    name: requireText(entry, 'name', where),
    exif,
    aliases,
    ...(kind === undefined ? {} : { kind }),
    ...optionalTexts(entry, ['group', 'image_url', 'source', 'licence'], where),
  };
}

function requireLens(entry: unknown, where: string): CatalogLens {
  if (!isFields(entry)) return refuse(`${where} is not an object`);
  return {
    maker: requireText(entry, 'maker', where),
    name: requireText(entry, 'name', where),
    exif: requireTexts(entry, 'exif', where),
    ...optionalTexts(entry, ['mount', 'source', 'licence'], where),
  };
}

const KINDS: readonly CameraKind[] = ['camera', 'compact', 'phone', 'drone', 'action', 'scanner'];

function isKind(text: string): text is CameraKind {
  return (KINDS as readonly string[]).includes(text);
}

function requireTexts(entry: Fields, field: string, where: string): readonly string[] {
  return requireList(entry, field, where).map((text) =>
    isText(text) ? text : refuse(`${where} has an entry of \`${field}\` that is no text`),
  );
}

function requireList(entry: Fields, field: string, where: string): readonly unknown[] {
  const list = entry[field];
  return Array.isArray(list) ? list : refuse(`${where} needs \`${field}\`, an array`);
}

function requireText(entry: Fields, field: string, where: string): string {
  const value = entry[field];
  return isText(value) ? value : refuse(`${where} needs \`${field}\`, a text`);
}

function optionalTexts<Field extends string>(
  entry: Fields,
  fields: readonly Field[],
  where: string,
): Partial<Record<Field, string>> {
  const present = fields.filter((field) => entry[field] !== undefined);
  return Object.fromEntries(present.map((field) => [field, requireText(entry, field, where)])) as Partial<
    Record<Field, string>
  >;
}

function optionalText(entry: Fields, field: string, where: string): string | undefined {
  return entry[field] === undefined ? undefined : requireText(entry, field, where);
}

function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function refuse(what: string): never {
  throw new SourceError(
    'catalog_invalid',
    `The catalog file cannot be used: ${what}. See docs/catalog.md for its form.`,
  );
}
