import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeListSearchResult } from 'n8n-workflow';

import { hostedApi, imageHost, TOKEN, type FarEnd } from './far-end.ts';
import { nodeType, runNode, type NodeRun } from './node-run.ts';
import { openTestFolder } from './test-folder.ts';

let folder: Awaited<ReturnType<typeof openTestFolder>>;
let host: FarEnd;
let cups: IDataObject;
let rocket: IDataObject;
beforeAll(async () => {
  folder = await openTestFolder();
  host = await imageHost();
  const urls = [`${host.url}/train/object/cups.jpg`, `${host.url}/test/object/rocket.gif`];
  const options = { concurrency: 1 };
  const { outputs } = await runNode('processImage', {
    items: urls.map((url) => ({ json: { url } })),
    parameters: { options },
  });
  [cups, rocket] = outputs[0]!.map(({ json }) => json) as [IDataObject, IDataObject];
});
afterAll(() => Promise.all([folder.close(), host.close()]));

const byId = (value: unknown): NonNullable<NodeRun['parameters']> => ({
  imageId: { __rl: true, mode: 'id', value: value as string },
});

describe('Get Image', () => {
  it('gets records by ID, checksum and URL, for each item', async () => {
    const items = [{ json: cups }, { json: rocket }];
    const ids = async (parameters: NonNullable<NodeRun['parameters']>): Promise<unknown[]> =>
      (await runNode('getImage', { items, parameters })).outputs[0]!.map(({ json, pairedItem }) => [
        json['id'],
        pairedItem,
      ]);
    const expected = [
      [cups['id'], { item: 0 }],
      [rocket['id'], { item: 1 }],
    ];
    expect(await ids(byId('={{ $json.id }}'))).toEqual(expected);
    expect(await ids({ by: 'checksum' })).toEqual(expected);
    expect(await ids({ by: 'url' })).toEqual(expected);
  });

  it('gives the same simplified record as Process Image, or the whole one', async () => {
    expect((await runNode('getImage', { parameters: byId(cups['id']) })).outputs[0]![0]!.json).toEqual(cups);
    const whole = await runNode('getImage', { parameters: { ...byId(cups['id']), simplify: false } });
    expect(whole.outputs[0]![0]!.json).toMatchObject({ id: cups['id'], metadata: { EXIF: { Model: 'NEX-3N' } } });
  });

  it('gives an empty item for an unknown ID when asked to', async () => {
    const parameters = { ...byId('01hqb8gcpef1y8fbp560hyjc1x'), ifNotFound: 'empty' };
    const { outputs, error } = await runNode('getImage', { parameters });
    expect([outputs[0], error]).toEqual([[{ json: {}, pairedItem: { item: 0 } }], undefined]);
  });

  it('waits for an image that the API has pending, and knows none by list', async () => {
    const api = await hostedApi();
    const credentials = { pixelPeeperApi: { baseUrl: api.url, token: TOKEN } };
    const items = [{ json: { url: 'https://example.com/photo.jpg' } }];
    const pending = await runNode('processImage', {
      items,
      credentials,
      parameters: { runsOn: 'api', mode: 'background' },
    });
    const parameters = { runsOn: 'api', ...byId(pending.outputs[0]![0]!.json['id']), options: { wait: true } };
    const { outputs } = await runNode('getImage', { credentials, parameters });
    expect(outputs[0]![0]!.json).toMatchObject({ status: 'processed', camera: 'Sony a7 II' });
    const missing = { runsOn: 'api', ...byId('01hqb8gcpef1y8fbp560hyjzzz') };
    expect((await runNode('getImage', { credentials, parameters: missing })).error?.message).toBe(
      'There is no image with the ID 01hqb8gcpef1y8fbp560hyjzzz.',
    );
    await expect(search({ runsOn: 'api' })).rejects.toThrow('The PixelPeeper API has no list of images.');
    await api.close();
  });

  it('lists recent images, newest first, and those with a text in their name', async () => {
    expect((await search({})).results).toMatchObject([
      { name: expect.stringMatching(/^rocket\.gif \(\d{4}-/), value: rocket['id'], url: rocket['url'] },
      { value: cups['id'] },
    ]);
    expect((await search({}, 'CUPS')).results.map(({ value }) => value)).toEqual([cups['id']]);
    expect(await search({}, 'nothing like it')).toEqual({ results: [] });
  });
});

function search(parameters: Record<string, string>, filter?: string): Promise<INodeListSearchResult> {
  const context = { getNodeParameter: (name: string, fallback: string) => parameters[name] ?? fallback, helpers: {} };
  return nodeType('getImage').methods!.listSearch!['searchImages']!.call(context as never, filter);
}
