import { FINGERPRINT_VERSION } from '../fingerprint/pack.ts';
import { checksum } from '../hash/checksum.ts';
import type { ContentMatches } from './content-match.ts';
import type { Content } from './contents.ts';
import { placeMatches, type NamedMatch } from './place-matches.ts';
import type { Sensitivity } from './sensitivity.ts';

/** Where the matches of earlier searches are kept, by a key of all that they depend on. */
export interface KeptMatches {
  find(key: string): Promise<Uint8Array | undefined>;
  keep(key: string, bytes: Uint8Array): Promise<void>;
}

export interface AskedMatches {
  /** What is asked of each content besides its pixels, and in what set: contents that differ in it are different questions. */
  readonly roles: readonly string[];
  /** Pairs that are not asked for. */
  readonly allowed: readonly string[];
  readonly sensitivity: Sensitivity;
  readonly maxFalsePairs: number;
}

/** Changes with everything that changes which pairs match, or what is said of them. */
const MATCHES_VERSION = 4;

/** What was found in these contents when the same was asked before; else `search` says, and it is kept. */
export async function matchOnce(
  contents: readonly Content[],
  { kept, asked }: { readonly kept: KeptMatches | undefined; readonly asked: AskedMatches },
  search: () => Promise<ContentMatches>,
): Promise<ContentMatches> {
  if (!kept) return search();
  const key = keyOf(contents, asked);
  const known = await kept.find(key);
  if (known) return unpack(known, contents);
  const found = await search();
  await kept.keep(key, pack(found, contents));
  return found;
}

/** The order of the contents does not matter: the same pairs are found in any. */
function keyOf(contents: readonly Content[], { roles, allowed, sensitivity, maxFalsePairs }: AskedMatches): string {
  const isDetailed = contents.some(({ image }) => image.fingerprint.features.length > 0);
  const version = [MATCHES_VERSION, FINGERPRINT_VERSION[isDetailed ? 'features' : 'outline']];
  const listed = contents.map(({ image }, place) => `${image.checksum} ${roles[place]}`).sort();
  return checksum(Buffer.from(JSON.stringify([version, sensitivity, maxFalsePairs, allowed, listed])));
}

function pack({ matches, ...rest }: ContentMatches, contents: readonly Content[]): Uint8Array {
  const checksumAt = (place: number): string => contents[place]!.image.checksum;
  const named = matches.map(({ a, b, verdict }) => ({ a: checksumAt(a), b: checksumAt(b), verdict }));
  return Buffer.from(JSON.stringify({ ...rest, matches: named }));
}

function unpack(bytes: Uint8Array, contents: readonly Content[]): ContentMatches {
  const { matches, ...rest } = JSON.parse(Buffer.from(bytes).toString()) as Omit<ContentMatches, 'matches'> & {
    readonly matches: readonly NamedMatch<string>[];
  };
  const places = new Map(contents.map(({ image }, place) => [image.checksum, place]));
  return { ...rest, matches: placeMatches(matches, (name) => places.get(name)!) };
}
