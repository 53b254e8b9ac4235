// Copies that show what the original shows: its bytes, its pixels, another compression or size.
import sharp from 'sharp';

import { openPhoto } from '../sets/photos.ts';
import { type Copy, type Edit, jpegCopy, scaled } from './copy.ts';

export const sameBytes: Edit = ({ bytes }) => Promise.resolve({ bytes, extension: 'jpg' });

export const samePixels: Edit = (original, random) => {
  const lossless: Edit[] = [commented, png, webp, turnedWebp];
  return random.pick(lossless)(original, random);
};

export const reEncoded: Edit = async ({ photo }, random): Promise<Copy> => {
  const picture = openPhoto(photo);
  const quality = random.integer(40, 85);
  const extension = random.pick(['jpg', 'jpg', 'webp', 'avif'] as const);
  if (extension === 'webp') return { bytes: await picture.webp({ quality }).toBuffer(), extension };
  if (extension === 'avif') return { bytes: await picture.avif({ quality, effort: 0 }).toBuffer(), extension };
  return { bytes: await picture.jpeg({ quality }).toBuffer(), extension };
};

export const resized: Edit = ({ photo }, random) => {
  return jpegCopy(scaled(photo, random.next() < 0.75 ? random.between(0.3, 0.85) : random.between(1.15, 1.6)));
};

/** The same JPEG with a comment (ITU-T T.81, B.2.4.5) behind its first marker. */
function commented({ bytes }: { readonly bytes: Buffer }): Promise<Copy> {
  const comment = Buffer.from('a copy');
  const header = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  return Promise.resolve({
    bytes: Buffer.concat([bytes.subarray(0, 2), header, comment, bytes.subarray(2)]),
    extension: 'jpg',
  });
}

async function png({ bytes }: { readonly bytes: Buffer }): Promise<Copy> {
  return { bytes: await sharp(bytes).png().toBuffer(), extension: 'png' };
}

async function webp({ bytes }: { readonly bytes: Buffer }): Promise<Copy> {
  return { bytes: await sharp(bytes).webp({ lossless: true }).toBuffer(), extension: 'webp' };
}

/** Stored turned by 90 degrees, with the EXIF orientation that turns it back. */
async function turnedWebp({ bytes }: { readonly bytes: Buffer }): Promise<Copy> {
  const turned = sharp(bytes).rotate(90).withMetadata({ orientation: 8 });
  return { bytes: await turned.webp({ lossless: true }).toBuffer(), extension: 'webp' };
}
