import { pMapIterable } from 'p-map';

import type { TrackedImage } from '../changes.ts';
import { blobSizes } from '../git/blobs.ts';
import { readImages } from '../image-bytes.ts';
import type { Inputs } from '../inputs/input-table.ts';
import type { Scan, ScanTools } from '../scan.ts';
import type { Traits } from './traits.ts';

export type GuardKind = 'gps' | 'licence' | 'size' | 'lfs';

/** An image that a guard stops. */
export interface GuardFinding {
  readonly kind: GuardKind;
  readonly image: string;
  readonly words: string;
}

export interface GuardOptions extends Pick<ScanTools, 'repository' | 'pool' | 'threads' | 'signal'> {
  readonly guards: Inputs['guards'];
  /** In kB; 0 for no limit. */
  readonly maxFileSize: number;
}

/** What the guards that are switched on find among new images. */
export async function guardImages(
  images: readonly TrackedImage[],
  { pointers }: Scan,
  options: GuardOptions,
): Promise<GuardFinding[]> {
  const added = images.filter(({ role }) => role === 'new');
  const missing = options.guards.includes('lfs') ? added.filter(({ blob }) => pointers.has(blob)) : [];
  return [
    ...missing.map(({ path }) => ({ kind: 'lfs' as const, image: path, words: LFS })),
    ...(options.maxFileSize > 0 ? await tooLarge(added, pointers, options) : []),
    ...(await fromMetadata(added, options)),
  ];
}

const LFS =
  'A Git LFS pointer: the image itself is not here, so it was only compared byte by byte. Set `lfs: true` at actions/checkout.';

async function tooLarge(
  images: readonly TrackedImage[],
  pointers: Scan['pointers'],
  { repository, maxFileSize }: GuardOptions,
): Promise<GuardFinding[]> {
  const blobs = [...new Set(images.map(({ blob }) => blob))];
  const sizes = await blobSizes(repository, blobs);
  return images.flatMap(({ path, blob }) => {
    const size = (pointers.get(blob)?.bytesize ?? sizes.get(blob) ?? 0) / 1000;
    if (size <= maxFileSize) return [];
    const words = `${Math.ceil(size).toLocaleString('en')} kB, more than the limit of ${maxFileSize.toLocaleString('en')} kB.`;
    return [{ kind: 'size' as const, image: path, words }];
  });
}

const METADATA_GUARDS: readonly {
  readonly kind: 'gps' | 'licence';
  readonly stops: (traits: Traits) => boolean;
  readonly words: string;
}[] = [
  {
    kind: 'gps',
    stops: ({ hasPosition }) => hasPosition,
    words: 'It says where it was taken (GPS position). Strip the position.',
  },
  {
    kind: 'licence',
    stops: ({ hasRights }) => !hasRights,
    words: 'It has no licence, terms of use or copyright in EXIF, IPTC or XMP. Add them.',
  },
];

async function fromMetadata(images: readonly TrackedImage[], options: GuardOptions): Promise<GuardFinding[]> {
  const { guards, repository, pool, threads, signal } = options;
  const asked = METADATA_GUARDS.filter(({ kind }) => guards.includes(kind));
  if (asked.length === 0) return [];
  const paths = Map.groupBy(images, ({ blob }) => blob);
  const found: GuardFinding[] = [];
  const read = pMapIterable(
    readImages(repository, [...paths.keys()]),
    async (image) => ({
      blob: image.blob,
      traits: 'bytes' in image ? await pool.run(image.bytes, { kind: 'traits' }) : undefined,
    }),
    { concurrency: 4 * threads },
  );
  for await (const { blob, traits } of read) {
    signal.throwIfAborted();
    for (const { kind, stops, words } of asked)
      if (traits && stops(traits)) found.push(...paths.get(blob)!.map(({ path }) => ({ kind, image: path, words })));
  }
  return found;
}
