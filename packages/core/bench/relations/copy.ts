import type { Sharp } from 'sharp';

import { openPhoto, type Photo, type Size } from '../sets/photos.ts';
import type { Random } from '../sets/random.ts';
import type { Box } from '../sets/report-file.ts';

/** A photo as its file holds it. */
export interface Original {
  /** A JPEG. */
  readonly bytes: Buffer;
  /** What that JPEG decodes to. */
  readonly photo: Photo;
}

export interface Copy {
  readonly bytes: Buffer;
  readonly extension: 'jpg' | 'png' | 'webp' | 'avif';
  /** Relations that are right besides the one asked for. */
  readonly alsoAccepted?: readonly string[];
  /** The share of the original's area that it shows, when it is a crop. */
  readonly insideShare?: number;
  /** The rectangle that is laid over, in shares of the frame. */
  readonly overlay?: Box;
}

export type Edit = (original: Original, random: Random) => Promise<Copy>;

/** A JPEG whose compression is not what the edit is about. */
export async function jpegCopy(picture: Sharp): Promise<Copy> {
  return { bytes: await picture.jpeg({ quality: 90 }).toBuffer(), extension: 'jpg' };
}

/** Work on pixels that sharp would do in an order of its own within one pipeline. */
export async function rendered(picture: Sharp): Promise<Photo> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { name: 'rendered', data, width: info.width, height: info.height };
}

export function scaled(photo: Photo, factor: number): Sharp {
  return openPhoto(photo).resize(scaledSize(photo, factor));
}

function scaledSize({ width, height }: Size, factor: number): Size & { fit: 'fill' } {
  return { width: Math.round(width * factor), height: Math.round(height * factor), fit: 'fill' };
}
