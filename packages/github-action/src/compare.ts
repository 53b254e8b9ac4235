import {
  findDuplicates,
  type AllowList,
  type DuplicateReport,
  type ImageContent,
  type SearchImage,
  type Sensitivity,
  type UnreadableSource,
} from '@pixelpeeper/core';

import type { TrackedImage } from './changes.ts';
import { decodeAgain } from './decode-again.ts';
import type { Span } from './index-file/index-file.ts';
import { nominateAgainst, nominateWithin } from './nominate.ts';
import { createPixelReader } from './pixel-reader.ts';
import type { Scan, ScanTools } from './scan.ts';

export interface CompareOptions extends Omit<ScanTools, 'known' | 'fresh'> {
  readonly sensitivity: Sensitivity;
  readonly allow: AllowList | undefined;
  /** Whether all images are compared with each other; else new ones with each other and with all. */
  readonly isFull: boolean;
}

/** Compares images, and reports the pairs in which an image is new, or which a move has brought across splits. */
export async function compare(
  images: readonly TrackedImage[],
  scan: Scan,
  options: CompareOptions,
): Promise<DuplicateReport> {
  const worth = await worthComparing(images, scan, options);
  const whole = await wholeContents(worth, scan, options);
  // New images first: a pair names the new one first, and a report is about it.
  const compared = [...images].sort((a, b) => rankOf(a) - rankOf(b)).filter(({ blob }) => whole.has(blob));
  const byPath = new Map(compared.map((image) => [image.path, image]));
  return findDuplicates(
    compared.map((image) => searchImage(image, whole.get(image.blob)!)),
    {
      sensitivity: options.sensitivity,
      allow: options.allow,
      signal: options.signal,
      reports: (a, b) => isAbout(byPath.get(a.source)!, byPath.get(b.source)!),
      pixelChecksum: createPixelReader(byPath, options),
      unreadable: unreadableOf(images, scan),
    },
  );
}

/** Whether a pair is a finding of this change. A move makes no duplicate, but it may make a leak of one that was there. */
export function isAbout(a: TrackedImage, b: TrackedImage): boolean {
  if (a.role === 'new' || b.role === 'new') return true;
  return changedSplit(a) || changedSplit(b) ? a.split !== null && b.split !== null && a.split !== b.split : false;
}

/** Whether an image has to be compared with all others. */
export function isAsked(image: TrackedImage): boolean {
  return image.role === 'new' || changedSplit(image);
}

function changedSplit({ role, split, formerSplit }: TrackedImage): boolean {
  return role === 'moved' && split !== formerSplit;
}

/** Blobs of the images that are asked about, and of those that may be copies of them. */
async function worthComparing(
  images: readonly TrackedImage[],
  { spans }: Scan,
  options: CompareOptions,
): Promise<string[]> {
  const asked = spansOf(images.filter(isAsked), spans);
  if (options.isFull) {
    const copied = Map.groupBy(images, ({ blob }) => blob);
    const twice = [...asked.keys()].filter((blob) => copied.get(blob)!.length > 1);
    return [...new Set([...twice, ...(await nominateWithin(asked, options))])];
  }
  const others = spansOf(images, spans);
  for (const blob of asked.keys()) others.delete(blob);
  return [...asked.keys(), ...(await nominateAgainst(asked, others, options))];
}

function spansOf(images: readonly TrackedImage[], spans: ReadonlyMap<string, Span>): Map<string, Span> {
  const some = new Map<string, Span>();
  for (const { blob } of images) if (spans.has(blob)) some.set(blob, spans.get(blob)!);
  return some;
}

async function wholeContents(
  blobs: readonly string[],
  { contents }: Scan,
  options: CompareOptions,
): Promise<Map<string, ImageContent>> {
  const missing = blobs.filter((blob) => !contents.has(blob));
  const decoded = await decodeAgain(missing, options);
  return new Map(
    blobs.flatMap((blob) => {
      const content = contents.get(blob) ?? decoded.get(blob);
      return content ? [[blob, content] as const] : [];
    }),
  );
}

function rankOf({ role }: TrackedImage): number {
  return { new: 0, moved: 1, committed: 2 }[role];
}

function searchImage({ path, split }: TrackedImage, content: ImageContent): SearchImage {
  return { ...content, source: path, split, isReference: false };
}

/** Those that the change is to blame for. */
function unreadableOf(images: readonly TrackedImage[], { unreadable }: Scan): UnreadableSource[] {
  return images.flatMap(({ path, blob, role }) => {
    const error = role === 'new' ? unreadable.get(blob) : undefined;
    return error ? [{ source: path, ...error }] : [];
  });
}
