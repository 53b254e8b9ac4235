import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { exampleBytes, EXAMPLES, searchImageOf } from '../../fixtures/search-images.ts';
import type { SourceItem } from '../dataset/read-sources.ts';
import { StoreError } from '../errors.ts';
import { FINGERPRINT_VERSION } from '../fingerprint/pack.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { packContent } from './scan-cache.ts';
import { scanImages, type Scan, type ScanOptions } from './scan-images.ts';

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-'));
  store = await openStore('sqlite::memory:');
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
}

function examplePath(name: string): string {
  return fileURLToPath(new URL(name, EXAMPLES));
}

async function* itemsOf(...items: readonly SourceItem[]): AsyncGenerator<SourceItem> {
  yield* items;
}

function item(location: string, split: string | null = null): SourceItem {
  return { source: location.replace(/^.*[/\\]/, ''), location, split };
}

async function scan(locations: readonly string[], options?: ScanOptions): Promise<Scan> {
  return scanImages(itemsOf(...locations.map((location) => item(location))), options);
}

/** A picture of its own for each number. */
async function writePictures(count: number): Promise<string[]> {
  const paths = [...Array(count).keys()].map((index) => join(folder, `${index}.png`));
  await Promise.all(
    paths.map(async (path, index) =>
      sharp({ create: { width: 20 + index, height: 15, channels: 3, background: { r: index, g: 100, b: 50 } } }).toFile(
        path,
      ),
    ),
  );
  return paths;
}

/** Writes other bytes of the same length at the same time: only reading the file would tell. */
async function garble(path: string): Promise<void> {
  const { size, atime, mtime } = await stat(path);
  await writeFile(path, Buffer.alloc(size, 'x'));
  await utimes(path, atime, mtime);
}

/** Gives a file a time that file systems keep to the last digit. */
async function setTime(path: string, seconds: number): Promise<void> {
  await utimes(path, seconds, seconds);
}

const PHOTOS = [
  'train/landscape/mountain-path.jpg',
  'test/plant/dandelion.webp',
  'train/animal/nuthatch-turned.jpg',
  'train/landscape/pier-in-fog.tif',
  'test/plant/autumn-leaf.avif',
  'train/flat/icon-mail.png',
];

describe('scanImages', () => {
  it('gives what duplicate search wants to know of each image', async () => {
    const { images, unreadable } = await scan(PHOTOS.map(examplePath));
    expect(unreadable).toEqual([]);
    expect(images.map(({ width, height, content_type }) => [width, height, content_type])).toEqual([
      [900, 675, 'image/jpeg'],
      [1024, 576, 'image/webp'],
      [900, 506, 'image/jpeg'],
      [480, 300, 'image/tiff'],
      [1024, 640, 'image/avif'],
      [128, 128, 'image/png'],
    ]);
    for (const [index, name] of PHOTOS.entries()) {
      const source = name.slice(name.lastIndexOf('/') + 1);
      expect(images[index]).toEqual(await searchImageOf(await exampleBytes(name), { source }));
    }
  });

  it('keeps the order of the items, whatever takes how long', async () => {
    const mixed = [
      examplePath('train/landscape/mountain-path.jpg'),
      fixturePath('tiny-1x1.png'),
      fixturePath('noise.bin'),
      examplePath('test/plant/autumn-leaf.avif'),
      fixturePath('zero.jpg'),
      fixturePath('grey.jpg'),
    ];
    const { images, unreadable } = await scan(mixed, { concurrency: 4 });
    expect(images.map(({ source }) => source)).toEqual([
      'mountain-path.jpg',
      'tiny-1x1.png',
      'autumn-leaf.avif',
      'grey.jpg',
    ]);
    expect(unreadable.map(({ source }) => source)).toEqual(['noise.bin', 'zero.jpg']);
  });

  it('lists what cannot be read, with the code and what to do', async () => {
    const broken: readonly (readonly [name: string, code: string])[] = [
      ['truncated.jpg', 'image_truncated'],
      ['truncated.png', 'image_truncated'],
      ['corrupt-idat.png', 'image_corrupt'],
      ['bomb.png', 'too_many_pixels'],
      ['zero.jpg', 'empty_file'],
      ['page.jpg', 'not_an_image'],
      ['text.png', 'not_an_image'],
      ['djvu.jpg', 'not_an_image'],
      ['svg.svg', 'unsupported_format'],
      ['heic-header.heic', 'unsupported_format'],
      ['no-such-file.jpg', 'file_not_found'],
    ];
    const { images, unreadable } = await scan(broken.map(([name]) => fixturePath(name)));
    expect(images).toEqual([]);
    expect(unreadable.map(({ source, code }) => [source, code])).toEqual(broken);
    for (const { message } of unreadable) expect(message).toMatch(/\. [A-Z].*\.$/);
  });

  it('lists what the sources have already found wrong', async () => {
    const error = { code: 'no_images', message: 'The folder holds no images. Check the path.' } as const;
    const { unreadable } = await scanImages(itemsOf({ source: 'empty/', error }));
    expect(unreadable).toEqual([{ source: 'empty/', ...error }]);
  });

  it('passes split and reference on', async () => {
    const items = itemsOf(item(fixturePath('grey.jpg'), 'train'), item(fixturePath('rgba.png')));
    const { images } = await scanImages(items, { isReference: true });
    expect(images.map(({ split, isReference }) => [split, isReference])).toEqual([
      ['train', true],
      [null, true],
    ]);
  });

  it('finds in a JPEG the same whatever its name or where it comes from', async () => {
    const bytes = await exampleBytes('train/landscape/mountain-path.jpg');
    const unnamed = join(folder, 'unnamed');
    await writeFile(unnamed, bytes);
    const url = `data:image/jpeg;base64,${bytes.toString('base64')}`;
    const { images } = await scanImages(
      itemsOf(item(examplePath('train/landscape/mountain-path.jpg')), item(unnamed), {
        source: 'url',
        location: url,
        split: null,
      }),
    );
    expect(images).toHaveLength(3);
    for (const image of images) expect({ ...image, source: '' }).toEqual({ ...images[0], source: '' });
  });

  it('reads more JPEGs than one thread takes on, with the same results', async () => {
    const names = ['mountain-path', 'sunset', 'forest-stream', 'storm-road', 'mountain-meadow', 'pier-in-fog'];
    const paths = Array.from({ length: 5 }, () =>
      names.map((name) => examplePath(`train/landscape/${name}.jpg`)),
    ).flat();
    const { images, unreadable } = await scan(paths, { concurrency: 2 });
    expect([images.length, unreadable]).toEqual([30, []]);
    for (const [index, image] of images.entries()) expect(image).toEqual(images[index % names.length]);
  });

  it('keeps to the limits on bytes and pixels', async () => {
    const photo = examplePath('train/landscape/mountain-path.jpg'); // 900 x 675, 122 kB
    const codes = async (options: ScanOptions): Promise<string[]> =>
      (await scan([photo], options)).unreadable.map(({ code }) => code);
    expect(await codes({ decode: { maxPixels: 900 * 675 - 1 } })).toEqual(['too_many_pixels']);
    expect(await codes({ fetch: { maxBytes: 100_000 } })).toEqual(['too_many_bytes']);
    expect(await codes({ decode: { maxPixels: 900 * 675 }, fetch: { maxBytes: 200_000 } })).toEqual([]);
  });

  (process.platform === 'win32' ? it.skip : it)('does not wait for a pipe that is called a JPEG', async () => {
    const pipe = join(folder, 'pipe.jpg');
    execFileSync('mkfifo', [pipe]);
    const { unreadable } = await scan([pipe]);
    expect(unreadable.map(({ source, code }) => [source, code])).toEqual([['pipe.jpg', 'file_unreadable']]);
  });

  it('counts what is done', async () => {
    const counts: number[] = [];
    await scan([fixturePath('grey.jpg'), fixturePath('noise.bin'), fixturePath('rgba.png')], {
      onProgress: (done) => counts.push(done),
    });
    expect(counts).toEqual([1, 2, 3]);
  });
});

describe('scanImages with a store', () => {
  it('reads no file again that is as it was, and gives the same', async () => {
    const paths = PHOTOS.map((name, index) => join(folder, `${index}-${name.slice(name.lastIndexOf('/') + 1)}`));
    for (const [index, name] of PHOTOS.entries()) {
      await copyFile(examplePath(name), paths[index]!);
      await setTime(paths[index]!, 1_700_000_000 + index);
    }
    const first = await scan(paths, { store });
    expect(first.images).toHaveLength(PHOTOS.length);

    for (const path of paths) await garble(path);
    expect(await scan(paths, { store })).toEqual(first);
    const unknown = await scan(paths);
    expect([unknown.images, unknown.unreadable.length]).toEqual([[], PHOTOS.length]);
  });

  it('reads a file again whose size has changed', async () => {
    const path = join(folder, 'photo.jpg');
    await copyFile(fixturePath('grey.jpg'), path);
    await setTime(path, 1_700_000_000);
    const [before] = (await scan([path], { store })).images;
    await copyFile(fixturePath('wide.webp'), path);
    await setTime(path, 1_700_000_000);
    const [after] = (await scan([path], { store })).images;
    expect([before!.width, after!.width]).toEqual([40, 400]);
  });

  it('reads a file again whose time has changed, by a millisecond too', async () => {
    const path = join(folder, 'photo.jpg');
    await copyFile(fixturePath('grey.jpg'), path);
    await setTime(path, 1_700_000_000);
    await scan([path], { store });
    await garble(path);
    await setTime(path, 1_700_000_000.002);
    expect((await scan([path], { store })).unreadable.map(({ code }) => code)).toEqual(['not_an_image']);
  });

  it('reads a file again that stands at another path, but does not decode what it knows', async () => {
    const content = await searchImageOf(await readFile(fixturePath('rgba.png')));
    // A width that no decode would give: where it shows, it came from the store.
    await store.putFingerprints(FINGERPRINT_VERSION.features, [packContent({ ...content, width: 12345 })]);
    const moved = join(folder, 'moved.png');
    await copyFile(fixturePath('rgba.png'), moved);
    expect((await scan([moved], { store })).images).toEqual([{ ...content, source: 'moved.png', width: 12345 }]);
  });

  it('does not take over what another version has found', async () => {
    const content = await searchImageOf(await readFile(fixturePath('rgba.png')));
    await store.putFingerprints('another version', [packContent({ ...content, width: 12345 })]);
    expect((await scan([fixturePath('rgba.png')], { store })).images[0]!.width).toBe(40);
  });

  it('keeps outlines and features apart: what was read for a strict search is read again for a balanced one', async () => {
    const path = examplePath('train/landscape/mountain-path.jpg');
    const [outline] = (await scan([path], { store, detail: 'outline' })).images;
    const [detailed] = (await scan([path], { store, detail: 'features' })).images;
    expect(outline!.fingerprint.features).toHaveLength(0);
    expect(detailed!.fingerprint.features.length).toBeGreaterThan(1000);
    expect((await scan([path], { store, detail: 'outline' })).images).toEqual([outline]);
  });

  it('tries again what could not be read', async () => {
    const path = join(folder, 'photo.png');
    await copyFile(fixturePath('truncated.png'), path);
    expect((await scan([path], { store })).unreadable).toHaveLength(1);
    expect((await scan([path], { store })).unreadable).toHaveLength(1);
    expect(await store.getSeenFiles([path])).toEqual([]);
  });

  it('remembers a file’s split and side by where it stands now', async () => {
    const path = fixturePath('grey.jpg');
    await scanImages(itemsOf(item(path, 'train')), { store });
    const { images } = await scanImages(itemsOf(item(path, 'test')), { store, isReference: true });
    expect(images.map(({ split, isReference }) => [split, isReference])).toEqual([['test', true]]);
  });

  it('works through more files than it asks the store for at once', async () => {
    const paths = await writePictures(150);
    const first = await scan(paths, { store });
    expect(first.images.map(({ width }) => width)).toEqual(paths.map((_, index) => 20 + index));
    expect(await store.getSeenFiles(paths)).toHaveLength(150);
    expect(await scan(paths, { store })).toEqual(first);
  });

  it('keeps what it did when it is stopped, and throws the reason', async () => {
    const paths = await writePictures(60);
    const stop = new AbortController();
    const reason = new Error('the user has had enough');
    const stopped = scan(paths, {
      store,
      concurrency: 1,
      signal: stop.signal,
      onProgress: (done) => done === 5 && stop.abort(reason),
    });
    await expect(stopped).rejects.toBe(reason);
    const seen = await store.getSeenFiles(paths);
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen.length).toBeLessThan(60);
    const checksums = seen.map(({ checksum }) => checksum);
    expect(await store.getFingerprints(FINGERPRINT_VERSION.features, checksums)).toHaveLength(seen.length);
  });

  it('throws the reason when it is stopped before it begins', async () => {
    const reason = new Error('never mind');
    const paths = [fixturePath('rgba.png'), fixturePath('grey.jpg')];
    await expect(scan(paths, { store, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('fails when the store does, rather than call an image unreadable', async () => {
    const paths = await writePictures(70);
    let isFull = true;
    // The disk is full when the first 64 fingerprints are written, and has room again afterwards.
    const failing = new Proxy(store, {
      get: (target, key: keyof Store) => {
        if (key !== 'putFingerprints' || !isFull) return target[key].bind(target);
        isFull = false;
        return () => Promise.reject(new StoreError('store_unavailable', 'The disk is full. Make room on it.'));
      },
    });
    const scanned = scan(paths, { store: failing });
    await expect(scanned).rejects.toMatchObject({ name: 'StoreError', message: 'The disk is full. Make room on it.' });
  });
});
