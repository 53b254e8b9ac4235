import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';

import type { CatalogFile } from './catalog-file.ts';
import { nameKey } from './catalog.ts';
import { curated } from './data/curated.data.ts';
import { lensfun } from './data/lensfun.data.ts';
import { findCamera } from './find-camera.ts';
import { findLens } from './find-lens.ts';
import { lensKey } from './lens-key.ts';
import { lensSlug } from './slug.ts';
import { unpackText } from './unpack-text.ts';

const facts = JSON.parse(unpackText(curated)) as CatalogFile;
const overlay = JSON.parse(unpackText(lensfun)) as CatalogFile;

describe('the catalog that is shipped', () => {
  it('holds at least 3,000 cameras and phones and 1,500 lenses', () => {
    const cameras = [...facts.cameras, ...overlay.cameras].map(({ make, name }) => nameKey(make, name));
    expect(new Set(cameras).size).toBeGreaterThanOrEqual(3_000);
    const lenses = [...facts.lenses, ...overlay.lenses].map(({ name }) => lensKey(name));
    expect(new Set(lenses).size).toBeGreaterThanOrEqual(1_500);
  });

  it('says of every entry where it is from and under which licence', () => {
    expect([facts.licence, overlay.licence]).toEqual(['MIT', 'CC-BY-SA-3.0']);
    const sources = [...facts.cameras, ...facts.lenses].map(({ source = '' }) => source);
    expect(sources.filter((source) => source.trim() === '')).toEqual([]);
  });

  it('has one camera for a make and slug, and no name that repeats its make', () => {
    const keys = facts.cameras.map(({ make, name }) => nameKey(make, name));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys.filter((key) => key.endsWith('/') || key.startsWith('/'))).toEqual([]);
    const repeated = facts.cameras.filter(({ make, name }) => name.toLowerCase().startsWith(`${make.toLowerCase()} `));
    expect(repeated.map(({ make, name }) => `${make}: ${name}`)).toEqual([]);
  });

  it('has one lens for a maker and slug', () => {
    const keys = facts.lenses.flatMap(({ maker, exif }) => exif.map((name) => `${maker}/${lensSlug(name)}`));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('still has every camera slug of the last release', async () => {
    const path = fileURLToPath(new URL('../../catalog-data/released-slugs.txt', import.meta.url));
    const released = (await readFile(path, 'utf8')).trim().split('\n');
    const present = new Set(facts.cameras.map(({ make, name }) => nameKey(make, name)));
    expect(released.length).toBeGreaterThan(2_000);
    expect(released.filter((slug) => !present.has(slug))).toEqual([]);
  });

  it('finds every camera by each of its EXIF pairs, and every lens by each of its EXIF names', () => {
    const missed = facts.cameras.flatMap(({ make, name, exif }) =>
      exif.filter((pair) => {
        const camera = findCamera(pair);
        return camera?.match !== 'exact' || camera.name !== name || camera.make !== make;
      }),
    );
    expect(missed).toEqual([]);
    const lost = facts.lenses.flatMap(({ maker, name, exif }) =>
      exif.filter((lensModel) => findLens({ lensModel, make: maker })?.name !== name),
    );
    expect(lost).toEqual([]);
  });
});
