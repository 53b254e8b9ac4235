import { basename } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { imageHost, type FarEnd } from './far-end.ts';
import { binaryData, binaryOf, runNode, type NodeRun } from './node-run.ts';
import { openTestFolder, photo } from './test-folder.ts';

let folder: Awaited<ReturnType<typeof openTestFolder>>;
let host: FarEnd;
beforeAll(async () => {
  folder = await openTestFolder();
  host = await imageHost();
});
afterAll(() => Promise.all([folder.close(), host.close()]));

const urlItem = (name: string, more: IDataObject = {}): INodeExecutionData => ({
  json: { url: `${host.url}/${name}`, ...more },
});
const fileItem = async (name: string): Promise<INodeExecutionData> => ({
  json: {},
  binary: { data: await binaryOf(await binaryData('filesystem-v2'), await photo(name), basename(name)) },
});
const record = async (name: string, parameters: NodeRun['parameters'] = {}): Promise<INodeExecutionData> =>
  (await runNode('processImage', { items: [urlItem(name)], parameters })).outputs[0]![0]!;
const numbers = (items: readonly INodeExecutionData[]): unknown[] =>
  items.map(({ pairedItem }) => (pairedItem as { item: number }).item);
const found = (item: INodeExecutionData | undefined): unknown => item?.json['duplicate'];

const DOGS = 'train/animal/dogs.jpg';
const FRAMED = 'train/animal/dogs-framed.jpg';
const LADYBIRD = 'test/animal/ladybird.jpg';
const GREY = 'train/animal/ladybird-grey.jpg';
const CAT = 'train/animal/cat.jpg';

describe('Find Duplicates', () => {
  it('parts records, URLs and files, mixed, into Unique and Duplicates', async () => {
    const items = [
      await record(DOGS),
      urlItem(CAT, { tag: 'kept' }),
      await fileItem(FRAMED),
      urlItem(LADYBIRD),
      await fileItem(GREY),
    ];
    const { outputs, hints } = await runNode('findDuplicates', { items });
    const [unique, duplicates] = outputs;
    expect([numbers(unique!), numbers(duplicates!)]).toEqual([
      [0, 1, 3],
      [2, 4],
    ]);
    expect(unique![1]!.json).toEqual(items[1]!.json);
    expect(found(unique![0])).toEqual({ cluster_id: 1, keep: true, reason: 'The next best has a border.', copies: 1 });
    expect(found(duplicates![0])).toEqual({
      cluster_id: 1,
      keep: false,
      reason: 'The next best has a border.',
      of: { item: 0, name: items[0]!.json['url'] },
      kind: 'near',
      relation: 'bordered',
      similarity: expect.any(Number),
    });
    expect(found(duplicates![1])).toMatchObject({ cluster_id: 2, of: { item: 3 }, relation: 'greyscale' });
    expect(duplicates![0]!.binary).toEqual(items[2]!.binary);
    expect(hints).toContain('2 duplicates in 2 groups were found.');
  });

  it('gives a group as one item, with evidence when not simplified, in a field of one’s own', async () => {
    const items = [urlItem(FRAMED), urlItem(DOGS), urlItem(CAT)];
    const grouped = await runNode('findDuplicates', { items, parameters: { output: 'groups', simplify: false } });
    expect(numbers(grouped.outputs[0]!)).toEqual([1, 2]);
    expect(grouped.outputs[1]).toMatchObject([
      {
        json: {
          cluster_id: 1,
          keep: { item: 1 },
          members: [{ item: 1 }, { item: 0 }],
          pairs: [{ a: { item: 0 }, b: { item: 1 }, relation: 'bordered', evidence: { inside: 'b' } }],
        },
        pairedItem: [{ item: 1 }, { item: 0 }],
      },
    ]);
    const named = await runNode('findDuplicates', { items, parameters: { options: { field: 'copy' } } });
    expect(named.outputs[1]![0]!.json['copy']).toMatchObject({ of: { item: 1 } });
  });

  it('keeps by the rule asked for', async () => {
    const items = [urlItem('train/object/cups-without-position.jpg'), urlItem('train/object/cups.jpg')];
    const kept = async (keep: string): Promise<unknown> => {
      const { outputs } = await runNode('findDuplicates', { items, parameters: { keep } });
      return [numbers(outputs[0]!), (found(outputs[0]![0]) as IDataObject)['reason']];
    };
    expect(await kept('first')).toEqual([[0], 'It comes first.']);
    expect(await kept('bestMetadata')).toEqual([
      [1],
      expect.stringMatching(/^Its metadata say the most: time, place, camera, .*and \d+ tags\.$/),
    ]);
    expect(await kept('oldest')).toEqual([
      [expect.any(Number)],
      expect.stringMatching(/^It was taken first: 2014-04-29/),
    ]);
    expect(await kept('largest')).toEqual([[expect.any(Number)], expect.any(String)]);
  });

  it('finds less when it is strict, and nothing that the allow list has', async () => {
    const records = [await record(DOGS), await record(FRAMED)];
    const count = async (parameters: NonNullable<NodeRun['parameters']>): Promise<number> =>
      (await runNode('findDuplicates', { items: records, parameters })).outputs[1]!.length;
    const [a, b] = records.map(({ json }) => json['checksum']);
    const allow = JSON.stringify([{ a, b, reason: 'framed on purpose' }]);
    expect([await count({}), await count({ options: { allow } })]).toEqual([1, 0]);
    const { error } = await runNode('findDuplicates', {
      items: records,
      parameters: { options: { allow: '[{"a":"x"}]' } },
    });
    expect(error?.message).toBe(
      'Entry 1 of the allow list needs `a` and `b`, the SHA-256 checksums of two files (64 hex digits each).',
    );
    expect(await count({ sensitivity: 'strict' })).toBeLessThanOrEqual(1);
  });

  it('compares with stored images, of a dataset or all, and never a record with itself', async () => {
    const dataset = { options: { dataset: 'shop' } };
    const dogs = await record(DOGS, dataset);
    await record(LADYBIRD);
    const outcome = async (
      items: INodeExecutionData[],
      parameters: NonNullable<NodeRun['parameters']>,
    ): Promise<unknown[]> => {
      const { outputs } = await runNode('findDuplicates', { items, parameters });
      return outputs[1]!.map((item) => [
        numbers([item])[0],
        ((found(item) as IDataObject)['of'] as IDataObject)['name'],
      ]);
    };
    const shop = { compareWith: 'stored', dataset: 'shop' };
    expect(await outcome([dogs], shop)).toEqual([]);
    expect(await outcome([urlItem(FRAMED), urlItem(GREY), urlItem(FRAMED)], shop)).toEqual([
      [0, dogs.json['url']],
      [2, dogs.json['url']],
    ]);
    expect(await outcome([urlItem(GREY), urlItem(CAT), urlItem(CAT)], { compareWith: 'stored' })).toEqual([
      [0, `${host.url}/${LADYBIRD}`],
    ]);
    expect(await outcome([urlItem(FRAMED), urlItem(CAT), urlItem(CAT)], { ...shop, compareWith: 'both' })).toEqual([
      [0, dogs.json['url']],
      [2, `${host.url}/${CAT}`],
    ]);
  });

  it('keeps an image that cannot be read among the unique ones, with its error', async () => {
    const items = [urlItem(DOGS), urlItem('expired'), { json: {} }, urlItem(FRAMED)];
    const { outputs } = await runNode('findDuplicates', { items, onError: 'continueRegularOutput' });
    expect([numbers(outputs[0]!), numbers(outputs[1]!)]).toEqual([[0, 1, 2], [3]]);
    expect(outputs[0]!.map(({ json }) => json['error_code'])).toEqual([undefined, 'http_status', 'no_image']);
    expect((await runNode('findDuplicates', { items })).error).toMatchObject({ itemIndex: 2 });
  });

  it('searches 10,000 items while n8n goes on, and stops when the execution is cancelled', async () => {
    const stored = await Promise.all([DOGS, FRAMED, LADYBIRD, CAT].map((name) => record(name)));
    const items = Array.from({ length: 10_000 }, (_, index) => stored[index % 4]!);
    let ticks = 0;
    const clock = setInterval(() => ticks++, 20);
    const { outputs } = await runNode('findDuplicates', { items, parameters: { keep: 'first' } });
    expect(numbers(outputs[0]!)).toEqual([0, 2, 3]);
    expect(outputs[1]).toHaveLength(9_997);
    expect(ticks).toBeGreaterThan(10);
    const stopped = await runNode('findDuplicates', { items, onStart: (cancel) => setTimeout(cancel, 200) });
    clearInterval(clock);
    expect([stopped.status, stopped.outputs]).toEqual(['canceled', []]);
  });
});
