import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { asOrdinaryUser } from '../../../tests/ordinary-user.ts';
import { describeWithPerl } from '../../../tests/perl.ts';
import { withManifest, withSignedManifest } from '../fixtures/c2pa-jpeg.ts';
import { withTags } from '../fixtures/sony-tags.ts';
import { closeFetch } from './fetch/fetch-image.ts';
import { hexDistance } from './hash/hamming-distance.ts';
import { ExifToolReader } from './metadata/exiftool.ts';
import { toMetadata } from './metadata/groups.ts';
import { ManifestValidator } from './metadata/manifest-validator.ts';
import { processImage, type ProcessTools } from './process-image.ts';
import { newRecord, type ImageRecord } from './record.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));
const fixture = (name: string): string => join(FIXTURES, name);
const created = new Date('2024-02-23T15:14:26Z');
const completed = new Date('2024-02-23T15:15:30Z');

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'process-')));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await closeFetch();
  await rm(folder, { recursive: true });
});

async function recordOf(source: Parameters<typeof processImage>[1], tools: ProcessTools = {}): Promise<ImageRecord> {
  const pending = newRecord({ url: null, filename: null, dataset: 'birds', now: created });
  return (await processImage(pending, source, { now: () => completed, ...tools })).record;
}

/** The code of the error with which a source fails, and the record's checksum, size and type, which are known all the same. */
async function failure(...args: Parameters<typeof recordOf>): Promise<unknown> {
  const { status, error, checksum, bytesize, content_type, width, dhash } = await recordOf(...args);
  expect({ status, width, dhash }).toEqual({ status: 'failed', width: null, dhash: null });
  return { code: error?.code, checksum: checksum?.slice(0, 8), bytesize, content_type };
}
const unread = { checksum: undefined, bytesize: null, content_type: null };

/** Serves on 127.0.0.1 while `use` runs. */
async function serving<T>(answer: RequestListener, use: (origin: string) => Promise<T>): Promise<T> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
const local = { allowedHosts: ['127.0.0.1'], retries: 0 };

describeWithPerl('with ExifTool, processImage', () => {
  const exiftool = new ExifToolReader({ maxProcesses: 1 });
  afterAll(() => exiftool.close());

  it('makes the whole record of a photo', async () => {
    const pending = newRecord({ url: null, filename: null, dataset: 'birds', now: created });
    const { record, fingerprint } = await processImage(pending, fixture('exif-sony.jpg'), {
      exiftool,
      now: () => completed,
    });
    expect(fingerprint).not.toBeNull();
    expect(record).toEqual({
      id: pending.id,
      status: 'processed',
      checksum: '599e2801d8a5dc14aacbbfee64460a5e21dfea4db7e45813e510f199c44625c1',
      filename: 'exif-sony.jpg',
      bytesize: 5720,
      content_type: 'image/jpeg',
      width: 40,
      height: 30,
      url: pathToFileURL(fixture('exif-sony.jpg')).href,
      final_url: null,
      dhash: '607000e082c21a5b',
      phash: 'e4b9e4ca93e4b14a',
      error: null,
      completed_at: '2024-02-23 15:15:30 UTC',
      created_at: '2024-02-23 15:14:26 UTC',
      updated_at: '2024-02-23 15:15:30 UTC',
      metadata: toMetadata(await exiftool.read(fixture('exif-sony.jpg'))).metadata,
      camera: {
        name: 'a7 II',
        make: 'Sony',
        slug: 'a7ii',
        has_photo: true,
        image_url: 'https://pixelpeeper.nyc3.digitaloceanspaces.com/cameras/sony/a7ii.png',
        make_slug: 'sony',
      },
      lens: { exif_name: 'FE 55mm F1.8 ZA', slug: 'fe-55mm-f1-8-za', name: 'Sony Sonnar T* FE 55mm f/1.8 ZA' },
      camera_match: 'exact',
      lens_match: 'exact',
      hash_formats: { dhash: 'dhash-vips', phash: 'phash-dct-0.9.6', pdq: 'pdq' },
      pixel_checksum: 'f420e7db93bbfa6ec071f1aeb9b8b5b24c0d8ea813f5df8e9b7c7426fdee726c',
      pdq: '4c6c94b513396e4eb393c4e491b13b5b4e6c93b1c4c46b4bf393c4e493b16e4a',
      pdq_quality: 30,
      orientation: 1,
      placeholder: 'nSgGRZYNa5gCWomHd0hoiLZzr/e3',
      dominant_colours: [
        { hex: '#6774a1', share: 0.46 },
        { hex: '#a85964', share: 0.185 },
        { hex: '#fedc00', share: 0.165 },
        { hex: '#00a000', share: 0.1 },
        { hex: '#fe0000', share: 0.09 },
      ],
      highlights: {
        taken_at: '2016-09-26T00:27:07.042+02:00',
        taken_at_source: 'EXIF:DateTimeOriginal',
        taken_at_zone_source: 'offset_tag',
        gps: {
          latitude: 48.858222,
          longitude: -2.2945,
          altitude: 35.5,
          altitude_reference: 'Above Sea Level',
          datum: null,
        },
        orientation: null,
        exposure_time: '1/60',
        exposure_seconds: 0.0166667,
        aperture: 1.8,
        iso: 3200,
        focal_length_mm: 55,
        focal_length_35mm: 55,
        flash_fired: null,
        title: null,
        caption: null,
        keywords: ['bridge', 'night', 'river', 'Brücke', 'Köln', 'Überführung'],
        software: 'PixelPeeper fixtures',
        rating: 4,
        faces: null,
        regions: [],
      },
      rights: {
        creator: 'Jörg Müller',
        credit: null,
        copyright: 'Public domain',
        usage_terms: null,
        licensor_url: null,
        license_url: null,
        data_mining: null,
        data_mining_constraints: null,
        no_ai: [],
      },
      provenance: {
        c2pa: {
          present: false,
          validation: null,
          failures: [],
          signer: null,
          claim_generator: null,
          remote_manifest_url: null,
        },
        digital_source_type: null,
        generator: null,
      },
      stripped: [],
      dataset: 'birds',
      warnings: [],
    });
    expect(Object.keys(record)).toEqual(Object.keys(pending));
  });

  it('reads the metadata of bytes and data: URLs, which have no file', async () => {
    const bytes = await readFile(fixture('exif-sony.jpg'));
    const expected = { status: 'processed', filename: null, url: null, camera: { name: 'a7 II' } };
    expect(await recordOf(bytes, { exiftool })).toMatchObject(expected);
    const dataUrl = `data:image/png;base64,${bytes.toString('base64')}`;
    expect(await recordOf(dataUrl, { exiftool })).toMatchObject({ ...expected, content_type: 'image/jpeg' });
    expect(await recordOf({ bytes, filename: 'a.jpg' }, { exiftool })).toMatchObject({ filename: 'a.jpg' });
  });

  it('keeps the metadata of an image whose picture cannot be decoded', async () => {
    const record = await recordOf(fixture('truncated.jpg'), { exiftool });
    expect(record).toMatchObject({
      status: 'failed',
      error: { code: 'image_truncated' },
      checksum: 'c64a2844173200d0fbaa1ea477a8a1d2b19e02ebf8018ecaf7e2a59868bd7dea',
      bytesize: 4465,
      content_type: 'image/jpeg',
      filename: 'truncated.jpg',
      metadata: { Composite: { ImageSize: '160x120', Megapixels: 0.019 } },
      completed_at: '2024-02-23 15:15:30 UTC',
    });
  });

  it('gives what ExifTool remarks as a warning', async () => {
    const bytes = await readFile(fixture('exif-sony.jpg'));
    const makerNotes = Buffer.from(bytes);
    makerNotes.writeUInt16LE(0xffff, bytes.indexOf('Exif\0\0') + 6 + 8); // the number of entries of its first directory
    const { status, warnings } = await recordOf(makerNotes, { exiftool });
    expect(status).toBe('processed');
    expect(warnings.map(({ code }) => code)).toEqual(['metadata_warning']);
  });

  it('takes whatever a stranger has written as the maker of the camera', async () => {
    const tags = { Make: 'constructor', Model: '__proto__' };
    const bytes = await withTags(await readFile(fixture('grey.jpg')), tags);
    expect(await recordOf(bytes, { exiftool })).toMatchObject({
      status: 'processed',
      camera: { make: 'constructor', name: '__proto__' },
      warnings: [],
    });
  });

  const LARGE = { dhash: '606000e002c21a5b', phash: '6cb9e44a93e4b94a' };
  const SMALL = { dhash: '607000e082c21a5b', phash: 'e4b9e4ca93e4b14a' };
  it.each([
    ['raw.dng', 'image/x-adobe-dng', 'Ricoh', [400, 300, 1], [160, 120], LARGE],
    ['raw.nef', 'image/x-nikon-nef', 'NIKON CORPORATION', [400, 300, 1], [160, 120], LARGE],
    ['raw.cr2', 'image/x-canon-cr2', 'Canon', [400, 300, 1], [160, 120], LARGE],
    ['raw.cr3', 'image/x-canon-cr3', 'Canon', [40, 30, 1], [40, 30], SMALL],
    ['raw.orf', 'image/x-olympus-orf', 'OLYMPUS CORPORATION', [400, 300, 1], [40, 30], SMALL],
    ['raw.rw2', 'image/x-panasonic-rw2', 'Panasonic', [160, 120, 1], [160, 120], LARGE],
    ['raw.raf', 'image/x-fujifilm-raf', 'FUJIFILM', [160, 120, 1], [160, 120], LARGE],
    ['raw.arw', 'image/x-sony-arw', 'SONY', [300, 400, 6], [120, 160], { dhash: '607000e082c21a5b' }],
    ['photo.heic', 'image/heic', 'Apple', [300, 400, 6], [30, 40], { dhash: '607000e002821a5b' }],
    ['photo.jxl', 'image/jxl', 'Apple', [40, 30, 1], [40, 30], SMALL],
    ['drawing.psd', 'image/vnd.adobe.photoshop', 'Apple', [40, 30, 1], [40, 30], SMALL],
  ] as const)('hashes the preview in %s, and says so', async (...[name, type, Make, size, preview, hashes]) => {
    const [width, height, orientation] = size;
    const record = await recordOf(fixture(name), { exiftool });
    expect(record).toMatchObject({
      status: 'processed',
      error: null,
      content_type: type,
      metadata: { EXIF: { Make } },
    });
    expect(record).toMatchObject({ width, height, orientation, ...hashes, pixel_checksum: null });
    const message = `${type} cannot be decoded here: the hashes are those of the preview of ${preview.join(' x ')} pixels in the file.`;
    expect(record.warnings).toEqual([{ code: 'hashes_of_preview', message }]);
  });

  it('has no fingerprint of a preview: duplicate search would not find it by itself', async () => {
    const pending = newRecord({ url: null, filename: null, now: created });
    expect((await processImage(pending, fixture('raw.dng'), { exiftool })).fingerprint).toBeNull();
  });

  it('takes a smaller preview when the largest is broken', async () => {
    const bytes = await readFile(fixture('raw.cr2'));
    const start = bytes.indexOf('ffd8ff', 0, 'hex');
    bytes.fill(0, start + 3, start + 1000);
    const { status, warnings } = await recordOf({ bytes, filename: 'raw.cr2' }, { exiftool });
    expect(status).toBe('processed');
    expect(warnings.at(-1)?.message).toContain('the preview of 40 x 30 pixels');
  });

  it.each(['titled.svg', 'heic-header.heic'])('keeps the metadata of %s, which has no preview', async (name) => {
    const { status, error, metadata, warnings } = await recordOf(fixture(name), { exiftool });
    expect({ status, code: error?.code, warnings }).toEqual({
      status: 'failed',
      code: 'unsupported_format',
      warnings: [],
    });
    expect(Object.keys(metadata!)).toEqual(name === 'titled.svg' ? ['SVG', 'XMP', 'Composite'] : ['QuickTime']);
  });

  it('tells keywords apart that hold commas, and joins them in the metadata as ExifTool does', async () => {
    const tags = { 'XMP-dc:Subject': ['Paris, France', 'tower'], 'IPTC:Keywords': ['tower', 'a, b'] };
    const bytes = await withTags(await readFile(fixture('grey.jpg')), tags as Parameters<typeof withTags>[1]);
    expect(await recordOf(bytes, { exiftool })).toMatchObject({
      metadata: { XMP: { Subject: 'Paris, France, tower' }, IPTC: { Keywords: 'tower, a, b' } },
      highlights: { keywords: ['Paris, France', 'tower', 'a, b'] },
    });
  });

  it('keeps what is to be stripped out of the record, and says so', async () => {
    const strip = ['gps', 'serials', 'faces'] as const;
    const pending = newRecord({ url: null, filename: null, strip, now: created });
    const tags = { 'EXIF:SerialNumber': '31415926', 'XMP-iptcExt:PersonInImage': ['Zoe'] };
    const bytes = await withTags(await readFile(fixture('exif-sony.jpg')), tags as Parameters<typeof withTags>[1]);
    const whole = JSON.stringify(await recordOf(bytes, { exiftool }));
    expect(['GPSLatitude', '31415926', 'Zoe'].map((text) => whole.includes(text))).toEqual([true, true, true]);
    const { record } = await processImage(pending, bytes, { exiftool, now: () => completed });
    expect(JSON.stringify(record)).not.toMatch(/GPSL|48\.858|31415926|Zoe/);
    expect(record).toMatchObject({ stripped: strip, camera: { name: 'a7 II' }, highlights: { gps: null, iso: 3200 } });
  });

  it('says of a C2PA manifest that it is there, and apart from that whether it holds', async () => {
    const grey = await readFile(fixture('grey.jpg'));
    const manifest = { claim: { claim_generator: 'fixtures' }, assertions: {} };
    const manifests = new ManifestValidator();
    const found = async (bytes: Buffer, tools: ProcessTools): Promise<unknown[]> => {
      const { provenance, warnings } = await recordOf(bytes, { exiftool, ...tools });
      return [provenance?.c2pa.present, provenance?.c2pa.validation, ...warnings.map(({ code }) => code)];
    };
    expect(await found(grey, { manifests })).toEqual([false, null]);
    expect(await found(withSignedManifest(grey, manifest), { manifests })).toEqual([true, 'valid']);
    expect(await found(withSignedManifest(grey, manifest), {})).toEqual([true, null]);
    expect(await found(withManifest(grey, manifest), { manifests })).toEqual([true, null, 'manifest_unchecked']);
    await manifests.close();
  });

  it('keeps what a server asks of those who train models', async () => {
    const jpeg = await readFile(fixture('grey.jpg'));
    const answer: RequestListener = (_, response) => response.writeHead(200, { 'X-Robots-Tag': 'noai' }).end(jpeg);
    await serving(answer, async (origin) => {
      const { rights } = await recordOf(`${origin}/a.jpg`, { fetch: local, exiftool });
      expect(rights?.no_ai).toEqual([{ source: 'X-Robots-Tag', value: 'noai' }]);
    });
  });

  it('never shows ExifTool what is no image by its bytes', async () => {
    expect(await recordOf(fixture('djvu.jpg'), { exiftool })).toMatchObject({
      status: 'failed',
      error: { code: 'not_an_image' },
      metadata: null,
      warnings: [],
    });
  });
});

describe('processImage', () => {
  it('without ExifTool leaves out what is read from the metadata, and warns of nothing', async () => {
    expect(await recordOf(fixture('exif-sony.jpg'))).toMatchObject({
      status: 'processed',
      dhash: '607000e082c21a5b',
      metadata: null,
      camera: null,
      lens: null,
      highlights: null,
      rights: null,
      provenance: null,
      camera_match: null,
      lens_match: null,
      warnings: [],
    });
  });

  it('makes a warning, and no failure, of metadata that cannot be read', async () => {
    const exiftool = new ExifToolReader({ exiftoolPath: join(folder, 'no-exiftool') });
    expect(await recordOf(fixture('exif-sony.jpg'), { exiftool })).toMatchObject({
      status: 'processed',
      dhash: '607000e082c21a5b',
      metadata: null,
      warnings: [
        { code: 'metadata_unavailable', message: expect.stringMatching(/^ExifTool cannot run here, .*Install Perl/) },
      ],
    });
  });

  it('measures and hashes a grey JPEG', async () => {
    expect(await recordOf(fixture('grey.jpg'))).toMatchObject({
      status: 'processed',
      width: 40,
      height: 30,
      dhash: '6060608080835b5b',
      phash: 'e69b6438b94693c6',
      pdq: 'c6e6e1c3b1934e6c1b394e4cb191b193e6c6b9134c6c1c381939e6c6b393e6ce',
      pdq_quality: 29,
      pixel_checksum: '918420488987bb69b17e46614548c897ba8d4663f071bad496c73818bcfcc956',
    });
  });

  it('looks at every orientation as a viewer shows it', async () => {
    const upright = await recordOf(fixture('orientation-1.jpg'));
    for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
      const turned = await recordOf(fixture(`orientation-${orientation}.jpg`));
      expect(turned).toMatchObject({ orientation, width: 40, height: 30 });
      expect(hexDistance(turned.dhash!, upright.dhash!)).toBeLessThanOrEqual(2);
    }
  });

  it('gives copies that differ in their metadata only the same pixel checksum', async () => {
    const [plain, tagged] = [await recordOf(fixture('orientation-1.jpg')), await recordOf(fixture('exif-sony.jpg'))];
    expect(tagged.pixel_checksum).toBe(plain.pixel_checksum);
    expect(tagged.checksum).not.toBe(plain.checksum);
  });

  it('follows a redirect, and names the image as its server does', async () => {
    const jpeg = await readFile(fixture('grey.jpg'));
    const answer: RequestListener = ({ url }, response) => {
      if (url === '/start?x=1') response.writeHead(302, { Location: '/media/1' }).end();
      else response.writeHead(200, { 'Content-Disposition': `attachment; filename*=UTF-8''gr%C3%BCn.jpg` }).end(jpeg);
    };
    await serving(answer, async (origin) => {
      expect(await recordOf(`${origin}/start?x=1`, { fetch: local })).toMatchObject({
        status: 'processed',
        url: `${origin}/start?x=1`,
        final_url: `${origin}/media/1`,
        filename: 'grün.jpg',
        bytesize: 329,
        content_type: 'image/jpeg',
        checksum: '8ca460e3f573e1b8ad17b6ad292d23a4f2a0f6b6d374f540ead6ae0fe28ef544',
      });
    });
  });

  it.each([
    ['noise.bin', 'not_an_image', { checksum: 'fd43f174', bytesize: 512, content_type: null }],
    ['text.png', 'not_an_image', { checksum: '9f313ba6', bytesize: 23, content_type: null }],
    ['page.jpg', 'not_an_image', { checksum: 'f2b02b74', bytesize: 99, content_type: 'text/html' }],
    ['svg.svg', 'unsupported_format', { checksum: '161778ea', bytesize: 110, content_type: 'image/svg+xml' }],
    ['heic-header.heic', 'unsupported_format', { checksum: '99fa2182', bytesize: 24, content_type: 'image/heic' }],
    ['truncated.jpg', 'image_truncated', { checksum: 'c64a2844', bytesize: 4465, content_type: 'image/jpeg' }],
    ['truncated.png', 'image_truncated', { checksum: '580f5ba2', bytesize: 2654, content_type: 'image/png' }],
    ['corrupt-idat.png', 'image_corrupt', { checksum: '35e86389', bytesize: 5309, content_type: 'image/png' }],
    ['bomb.png', 'too_many_pixels', { checksum: 'fe988df2', bytesize: 109_445, content_type: 'image/png' }],
    ['zero.jpg', 'empty_file', unread],
    ['missing.jpg', 'file_not_found', unread],
    ['', 'file_unreadable', unread], // the folder itself
  ])('fails at %j with the code %s', async (name, code, known) => {
    expect(await failure(fixture(name))).toEqual({ code, ...known });
  });

  it('says what an HTML page is, and what to do', async () => {
    expect((await recordOf(fixture('page.jpg'))).error).toEqual({
      code: 'not_an_image',
      message: 'This is a web page (HTML), not an image. Give the address of the image itself.',
    });
  });

  it('fails at what may not be read, and at a pipe, without waiting for it', async () => {
    const locked = join(folder, 'locked.jpg');
    await copyFile(fixture('grey.jpg'), locked);
    await chmod(locked, 0);
    expect(await asOrdinaryUser(() => failure(locked))).toEqual({ code: 'file_unreadable', ...unread });
    execFileSync('mkfifo', [join(folder, 'pipe.jpg')]);
    expect(await failure(join(folder, 'pipe.jpg'))).toEqual({ code: 'file_unreadable', ...unread });
  });

  it('fails at limits that are passed', async () => {
    expect(await failure(fixture('grey.jpg'), { fetch: { maxBytes: 328 } })).toEqual({
      code: 'too_many_bytes',
      ...unread,
    });
    expect(await failure(fixture('grey.jpg'), { decode: { maxPixels: 1199 } })).toMatchObject({
      code: 'too_many_pixels',
      checksum: '8ca460e3',
    });
    expect((await recordOf(fixture('grey.jpg'), { fetch: { maxBytes: 329 }, decode: { maxPixels: 1200 } })).error).toBe(
      null,
    );
  });

  it('fails at what a server answers or fails to answer', async () => {
    const answer: RequestListener = ({ url }, response) => {
      if (url === '/404') response.writeHead(404).end('<html>not here</html>');
      else if (url === '/503') response.writeHead(503).end();
      else if (url === '/loop') response.writeHead(302, { Location: '/loop' }).end();
      else if (url === '/page') response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end('<!doctype html><p>x');
      else if (url === '/large') response.writeHead(200).end(Buffer.alloc(100_000));
      else if (url === '/half')
        response.writeHead(200, { 'Content-Length': 1000 }).write('x', () => response.destroy());
      else if (url === '/slow') response.writeHead(200).write('x');
    };
    await serving(answer, async (origin) => {
      const code = async (path: string, fetch = {}): Promise<unknown> =>
        (await recordOf(`${origin}${path}`, { fetch: { ...local, ...fetch } })).error?.code;
      expect(await code('/404')).toBe('http_status');
      expect(await code('/503')).toBe('http_status');
      expect(await code('/loop')).toBe('too_many_redirects');
      expect(await code('/page')).toBe('not_an_image');
      expect(await code('/large', { maxBytes: 99_999 })).toBe('too_many_bytes');
      expect(await code('/half')).toBe('connection_failed');
      expect(await code('/slow', { timeoutMs: 150 })).toBe('timeout');
      expect(await code('/never', { timeoutMs: 150 })).toBe('timeout');
      expect(await code('/404', { allowedHosts: [] })).toBe('private_address');
    });
  });

  it('fails at addresses that are none, and keeps them in the record', async () => {
    const url = 'http://user:secret@a.example/b.jpg';
    expect((await recordOf(url)).error?.code).toBe('invalid_url');
    expect((await recordOf('ftp://a.example/b.jpg')).error?.code).toBe('unsupported_scheme');
    expect((await recordOf('data:image/png;base64,@@@')).error?.code).toMatch(/^(invalid_url|empty_file)$/);
    const pending = newRecord({ url: 'http://[', filename: null, now: created });
    expect((await processImage(pending, 'http://[', {})).record).toMatchObject({
      url: 'http://[',
      status: 'failed',
      error: { code: 'invalid_url' },
    });
  });

  it('gives up when it is aborted, and does not call that a failure of the image', async () => {
    const pending = newRecord({ url: null, filename: null, now: created });
    const processing = processImage(pending, fixture('grey.jpg'), { fetch: { signal: AbortSignal.abort() } });
    await expect(processing).rejects.toMatchObject({ code: 'aborted' });
  });

  it('gives the copy of a file in a folder with a line break in its name a whole record', async () => {
    await mkdir(join(folder, 'two\nlines'));
    const path = join(folder, 'two\nlines', '#1\n.jpg');
    await writeFile(path, await readFile(fixture('grey.jpg')));
    expect(await recordOf(path)).toMatchObject({
      status: 'processed',
      filename: '#1\n.jpg',
      url: pathToFileURL(path).href,
    });
  });
});
