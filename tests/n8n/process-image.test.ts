import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { hostedApi, imageHost, TOKEN, type FarEnd } from './far-end.ts';
import { binaryData, binaryOf, runNode } from './node-run.ts';
import { openTestFolder, photo } from './test-folder.ts';

let folder: Awaited<ReturnType<typeof openTestFolder>>;
let host: FarEnd;
let api: FarEnd;
beforeAll(async () => {
  folder = await openTestFolder();
  host = await imageHost();
  api = await hostedApi();
});
afterAll(() => Promise.all([folder.close(), host.close(), api.close()]));

const CUPS = 'train/object/cups.jpg';

describe('Process Image', () => {
  it.each(['default', 'filesystem-v2', 'database'] as const)('reads binary data in mode %s', async (mode) => {
    const data = await binaryOf(await binaryData(mode), await photo(CUPS), 'cups.jpg');
    const { outputs, error } = await runNode('processImage', { items: [{ json: {}, binary: { data } }] });
    expect(error).toBeUndefined();
    expect(outputs).toMatchObject([
      [
        {
          json: {
            status: 'processed',
            filename: 'cups.jpg',
            url: null,
            width: 800,
            camera: 'Sony NEX-3N',
            taken_at: '2014-04-29T14:25:26+02:00',
            ai_generated: false,
            no_ai_training: false,
          },
          pairedItem: { item: 0 },
        },
      ],
    ]);
  });

  it('reads the URL of each item, through redirects, by n8n’s own client', async () => {
    const urls = [`${host.url}/${CUPS}`, `${host.url}/moved/test/object/rocket.gif`];
    const { outputs } = await runNode('processImage', { items: urls.map((url) => ({ json: { url } })) });
    expect(outputs[0]).toMatchObject([
      { json: { url: urls[0], content_type: 'image/jpeg' }, pairedItem: { item: 0 } },
      { json: { url: urls[1], content_type: 'image/gif' }, pairedItem: { item: 1 } },
    ]);
    expect(host.requests).toContain('GET /test/object/rocket.gif');
  });

  it('gives an item for every file, for those that are named, and passes the files on when asked to', async () => {
    const service = await binaryData('filesystem-v2');
    const binary = {
      a: await binaryOf(service, await photo(CUPS), 'a.jpg'),
      b: await binaryOf(service, await photo('test/object/rocket.gif'), 'b.gif'),
      c: await binaryOf(service, await photo('test/flat/blank-page.png'), 'c.png'),
    };
    const items = [{ json: { url: 'not looked at' }, binary }];
    const names = async (parameters: object): Promise<unknown[]> => {
      const { outputs } = await runNode('processImage', { items, parameters: { input: 'binary', ...parameters } });
      return outputs[0]!.map(({ json, binary: kept }) => [json['filename'], Object.keys(kept ?? {})]);
    };
    expect(await names({})).toEqual([
      ['a.jpg', []],
      ['b.gif', []],
      ['c.png', []],
    ]);
    expect(await names({ binaryFields: 'c, a' })).toEqual([
      ['c.png', []],
      ['a.jpg', []],
    ]);
    expect(await names({ binaryFields: 'b', options: { keepBinary: true } })).toEqual([['b.gif', ['a', 'b', 'c']]]);
  });

  it('takes where to look from each item by an expression', async () => {
    const data = await binaryOf(await binaryData('default'), await photo(CUPS), 'cups.jpg');
    const items = [{ json: { url: `${host.url}/test/object/rocket.gif` } }, { json: { url: 'x' }, binary: { data } }];
    const { outputs } = await runNode('processImage', {
      items,
      parameters: { input: '={{ $binary.data ? "binary" : "url" }}' },
    });
    expect(outputs[0]!.map(({ json }) => json['filename'])).toEqual(['rocket.gif', 'cups.jpg']);
  });

  it('gives the whole record, or the parts asked for, with its dataset and without private details', async () => {
    const items = [{ json: { url: `${host.url}/${CUPS}` } }];
    const whole = (
      await runNode('processImage', {
        items,
        parameters: { simplify: false, options: { dataset: 'cups', strip: ['serials'] } },
      })
    ).outputs[0]![0]!.json;
    expect(whole).toMatchObject({
      dataset: 'cups',
      stripped: ['serials'],
      hash_formats: { dhash: 'dhash-vips' },
      metadata: { EXIF: { Model: 'NEX-3N' } },
    });
    const { json } = (
      await runNode('processImage', { items, parameters: { simplify: false, options: { compute: ['hashes'] } } })
    ).outputs[0]![0]!;
    expect(json['pdq']).toBe(whole['pdq']);
    expect(Object.keys(whole).filter((name) => !(name in json))).toEqual([
      'metadata',
      'camera',
      'lens',
      'placeholder',
      'dominant_colours',
      'highlights',
      'rights',
      'provenance',
    ]);
  });

  it('goes on at once in the background, and finishes the record', async () => {
    const items = [{ json: { url: `${host.url}/${CUPS}` } }];
    const [pending] = (await runNode('processImage', { items, parameters: { mode: 'background' } })).outputs[0]!;
    expect(pending!.json).toMatchObject({ status: 'pending', camera: null });
    const got = await runNode('getImage', {
      parameters: {
        imageId: { __rl: true, mode: 'id', value: pending!.json['id'] as string },
        options: { wait: true },
      },
    });
    expect(got.outputs[0]![0]!.json).toMatchObject({
      id: pending!.json['id'],
      status: 'processed',
      camera: 'Sony NEX-3N',
    });
  });

  it('works by the API with its token', async () => {
    const credentials = { pixelPeeperApi: { baseUrl: api.url, token: TOKEN } };
    const items = [{ json: { url: 'https://example.com/photo.jpg' } }];
    const sync = await runNode('processImage', {
      items,
      credentials,
      parameters: { runsOn: 'api', options: { dataset: 'cups' } },
    });
    expect(sync.outputs[0]![0]!.json).toMatchObject({ status: 'processed', camera: 'Sony a7 II', taken_at: null });
    const pending = await runNode('processImage', {
      items,
      credentials,
      parameters: { runsOn: 'api', mode: 'background' },
    });
    expect(pending.outputs[0]![0]!.json).toMatchObject({ status: 'pending' });
    expect(api.bodies).toEqual([
      { url: 'https://example.com/photo.jpg', async: false, dataset: 'cups' },
      { url: 'https://example.com/photo.jpg', async: true },
    ]);
  });

  it('begins no further item when the execution is cancelled', async () => {
    const items = Array.from({ length: 40 }, () => ({ json: { url: `${host.url}/slow` } }));
    const before = host.requests.length;
    const { status, outputs } = await runNode('processImage', {
      items,
      parameters: { options: { concurrency: 2, timeoutSeconds: 1 } },
      onStart: (cancel) => setTimeout(cancel, 500),
    });
    expect(status).toBe('canceled');
    expect(outputs).toEqual([]);
    expect(host.requests.length - before).toBe(2);
  });
});
