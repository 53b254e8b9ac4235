import { fillFrame, openPhoto, type Photo, type Size } from './photos.ts';
import type { Random } from './random.ts';
import { svg } from './svg.ts';
import sharp, { type Sharp } from 'sharp';

/** What the camera sees of the scene's photo, as a share of its sides: the rest is room for the hand to move. */
const VIEW = 0.88;

/**
 * Frames of one scene in the order they were shot: the camera moves by up to 2 % and turns by up to half a degree, the light
 * changes by up to 3 %, and a thing, cut from another photo, goes across from one side to the other.
 */
export async function burst(scene: Photo, thing: Photo, random: Random, frames: number): Promise<Sharp[]> {
  const view = { width: Math.round(scene.width * VIEW), height: Math.round(scene.height * VIEW) };
  const diameter = Math.round(Math.min(view.width, view.height) * random.between(0.28, 0.42));
  const cut = await cutOut(thing, { width: diameter, height: Math.round(diameter * random.between(0.8, 1)) });
  const [start, end] = [random.between(0.02, 0.12), random.between(0.55, 0.66)];
  const level = random.between(0.25, 0.5);
  const pictures: Sharp[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const along = start + ((end - start) * frame) / (frames - 1);
    const left = Math.round(along * view.width);
    const top = Math.round((level + random.between(-0.05, 0.05)) * (view.height - diameter));
    pictures.push((await shoot(scene, view, random)).composite([{ input: cut, left, top }]));
  }
  return pictures;
}

async function shoot(scene: Photo, view: Size, random: Random): Promise<Sharp> {
  const turned = openPhoto(scene).rotate(random.between(-0.5, 0.5), { background: '#000' });
  const { data, info } = await turned.raw().toBuffer({ resolveWithObject: true });
  const shift = (room: number): number => Math.round((room * (1 + random.between(-0.35, 0.35))) / 2);
  const frame = { left: shift(info.width - view.width), top: shift(info.height - view.height), ...view };
  const pixels = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .extract(frame)
    .linear(random.between(0.97, 1.03), 0)
    .raw()
    .toBuffer();
  return openPhoto({ data: pixels, ...view });
}

/** The middle of a photo as an ellipse with soft edges. */
async function cutOut(photo: Photo, size: Size): Promise<Buffer> {
  const shape = svg(size.width, size.height, `<ellipse cx="50%" cy="50%" rx="48%" ry="48%" fill="#fff"/>`);
  const mask = await sharp(shape).blur(1.2).extractChannel(3).raw().toBuffer();
  const colour = openPhoto(await fillFrame(photo, size));
  return colour
    .joinChannel(mask, { raw: { width: size.width, height: size.height, channels: 1 } })
    .png()
    .toBuffer();
}
