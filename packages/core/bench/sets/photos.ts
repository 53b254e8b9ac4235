// The real photos of a labelled set.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import sharp, { type OverlayOptions, type Sharp } from 'sharp';

/** Upright sRGB pixels, 8 bits, 3 channels. */
export interface Photo {
  /** The file's name without its folder. */
  readonly name: string;
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const LONGEST_SIDE = 800;

/** The paths of a folder's photos, sorted. */
export function listPhotos(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /\.(?:jpe?g|png|webp)$/i.test(name));
  if (names.length === 0) throw new RangeError(`Expected \`PHOTOS\` to be a folder with photos, got \`${folder}\``);
  return names.toSorted().map((name) => join(folder, name));
}

/** A photo of at most 800 pixels a side. */
export async function readPhoto(path: string): Promise<Photo> {
  const fitted = sharp(path).rotate().resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true });
  const pixels = fitted.flatten({ background: '#fff' }).toColourspace('srgb').raw();
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  return { name: basename(path), data, width: info.width, height: info.height };
}

export function openPhoto({ data, width, height }: Omit<Photo, 'name'>): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** The middle of a photo that fills a frame. */
export async function fillFrame(photo: Photo, { width, height }: Size): Promise<Photo> {
  const data = await openPhoto(photo).resize(Math.round(width), Math.round(height), { fit: 'cover' }).raw().toBuffer();
  return { name: photo.name, data, width: Math.round(width), height: Math.round(height) };
}

/** The photo laid on a picture with its upper left corner at a place in pixels. */
export function layer(photo: Photo, left: number, top: number): OverlayOptions {
  const { data, width, height } = photo;
  return { input: data, raw: { width, height, channels: 3 }, left: Math.round(left), top: Math.round(top) };
}
