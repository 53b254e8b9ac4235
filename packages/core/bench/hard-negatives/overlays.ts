// Different photos under the same thing.
import type { Sharp } from 'sharp';

import { openPhoto, type Photo } from '../sets/photos.ts';
import { svg } from '../sets/svg.ts';
import { type Family, ofPhotos } from './family.ts';

/** A word as large as the picture, half transparent. */
export const watermark: Family = under(({ width, height }) => {
  const size = width / 5;
  const word = (y: number): string =>
    `<text x="50%" y="${y}" font-size="${size}" font-weight="bold" fill="#fff" fill-opacity=".6" stroke="#000" stroke-opacity=".35" text-anchor="middle">PREVIEW</text>`;
  const rows = [0.2, 0.45, 0.7, 0.95].map((share) => word(height * share));
  return `<g transform="rotate(-20 ${width / 2} ${height / 2})">${rows.join('')}</g>`;
});

/** A round opaque emblem over a fifth of the picture. */
export const logo: Family = under(({ width, height }) => {
  const r = Math.min(width, height) * 0.25;
  const spokes = Array.from({ length: 12 }, (_, spoke) => {
    return `<path d="M0 0L${r * 0.86} ${r * 0.1}L${r * 0.86} ${-r * 0.1}Z" fill="${spoke % 2 ? '#fc3' : '#fff'}" transform="rotate(${spoke * 30})"/>`;
  });
  const letters = `<text y="${r * 0.14}" font-size="${r * 0.4}" font-weight="bold" fill="#123" text-anchor="middle">ACME</text>`;
  return `<g transform="translate(${width - r * 1.1} ${height - r * 1.1})"><circle r="${r}" fill="#c22"/><circle r="${r * 0.92}" fill="#136"/>${spokes.join('')}<circle r="${r * 0.55}" fill="#fff"/>${letters}</g>`;
});

/** A band of text over the lowest third. */
export const captionBand: Family = under(({ width, height }) => {
  const band = height * 0.32;
  const line = (share: number, text: string): string =>
    `<text x="50%" y="${height - band * share}" font-size="${Math.min(band * 0.3, width / 15)}" font-weight="bold" fill="#fff" text-anchor="middle">${text}</text>`;
  return `<rect y="${height - band}" width="${width}" height="${band}" fill="#111"/>${line(0.58, 'BREAKING NEWS TONIGHT')}${line(0.18, 'Live from the harbour')}`;
});

function under(overlay: (photo: Photo) => string): Family {
  return ofPhotos((photo): Sharp => {
    return openPhoto(photo).composite([{ input: svg(photo.width, photo.height, overlay(photo)) }]);
  });
}
