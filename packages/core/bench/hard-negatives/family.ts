import type { Sharp } from 'sharp';

import { type Photo, readPhoto } from '../sets/photos.ts';
import { type Random, seededRandom } from '../sets/random.ts';

export interface Negative {
  readonly picture: Sharp;
  /** Names of the photos it shows: a pair of pictures that show one photo is no false pair. */
  readonly shows: readonly string[];
  /** Frames of one scene share this: they may be related as same-scene, and as nothing else. */
  readonly scene?: string;
}

/** Pictures of which no two are duplicates, although they have something in common. */
export type Family = (source: FamilySource) => AsyncIterable<Negative>;

export interface FamilySource {
  /** Paths of all photos, sorted. */
  readonly photos: readonly string[];
  /** Numbers for what differs from picture to picture. */
  readonly random: Random;
  /** Numbers for what the pictures share: the same every time it is called with the same name. */
  readonly shared: (name: string) => Random;
}

export const PICTURES_A_FAMILY = 40;

export function familySource(photos: readonly string[], seed: number, category: string): FamilySource {
  return {
    photos,
    random: seededRandom(seed, category),
    shared: (name) => seededRandom(seed, `${category}/${name}`),
  };
}

/** A family that makes each picture of one photo, all of different photos. */
export function ofPhotos(make: (photo: Photo, source: FamilySource) => Promise<Sharp> | Sharp): Family {
  return async function* (source) {
    for (const path of source.random.shuffle(source.photos).slice(0, PICTURES_A_FAMILY)) {
      const photo = await readPhoto(path);
      yield { picture: await make(photo, source), shows: [photo.name] };
    }
  };
}

/** A family that makes its pictures of nothing. */
export function drawn(make: (source: FamilySource, index: number) => Sharp): Family {
  // eslint-disable-next-line @typescript-eslint/require-await -- families that read photos have to wait
  return async function* (source) {
    for (let index = 0; index < PICTURES_A_FAMILY; index++) yield { picture: make(source, index), shows: [] };
  };
}
