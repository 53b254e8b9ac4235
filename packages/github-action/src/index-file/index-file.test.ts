import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { imageContent, nomineeOf, SENSITIVITY_RULES, sniffType, type ImageContent } from '@pixelpeeper/core';
import fc from 'fast-check';

import { temporaryFolder } from '../../fixtures/git-repository.ts';
import { createIndex, openIndex, readRecords } from './index-file.ts';
import { packError, packNominee, unpackError, unpackNominee } from './records.ts';

const EXAMPLES = new URL('../../../../examples/dataset/', import.meta.url);

async function contentOf(name: string, sensitivity: keyof typeof SENSITIVITY_RULES): Promise<ImageContent> {
  const bytes = readFileSync(new URL(name, EXAMPLES));
  return imageContent(bytes, await sniffType(bytes), { detail: SENSITIVITY_RULES[sensitivity].detail });
}

async function write(records: readonly (readonly [string, Uint8Array])[], version = 'v1'): Promise<string> {
  const file = join(temporaryFolder(), 'index');
  const index = await createIndex(file, version);
  for (const [blob, record] of records) await index.add(blob, record, record.length === 3);
  await index.close();
  return file;
}

const blobOf = (number: number): string => number.toString(16).padStart(40, '0');

/** With bytes as lists of numbers, whatever kind of array holds them. */
function numbersOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, numbersOf(part)]));
}

describe('packNominee', () => {
  it.each(['train/landscape/sunset.jpg', 'test/flat/blank-page.png', 'train/animal/dogs-framed.jpg'])(
    'keeps all that nominates %s',
    async (name) => {
      for (const sensitivity of ['strict', 'balanced'] as const) {
        const content = await contentOf(name, sensitivity);
        const place = { source: name, split: null, isReference: false };
        const nominee = unpackNominee(packNominee(content));
        expect(numbersOf(nominee)).toEqual(numbersOf(nomineeOf({ ...content, ...place })));
      }
    },
  );

  it('takes a fiftieth of the place without local features', async () => {
    const sizes = [
      await contentOf('train/landscape/sunset.jpg', 'strict'),
      await contentOf('train/landscape/sunset.jpg', 'balanced'),
    ].map((content) => packNominee(content).length);
    expect(sizes[0]).toBeLessThan(600);
    expect(sizes[1]).toBeGreaterThan(20 * sizes[0]!);
  });
});

describe('packError', () => {
  it('keeps an error', () => {
    const error = { code: 'image_corrupt', message: '“x” ≠ y' } as const;
    expect(unpackError(packError(error))).toEqual(error);
  });
});

describe('an index file', () => {
  it('gives back what was written, in whatever order it is asked for', async () => {
    const record = fc.uint8Array({ minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 30 }), fc.nat(), async (records, turn) => {
        const all = records.map((bytes, number) => [blobOf(number), bytes] as const);
        const index = await openIndex(await write(all), 'v1');
        const asked = all.map((_, at) => all[(at + turn) % all.length]!);
        const spans = asked.map(([blob]) => index!.spans.get(blob)!);
        const found: Buffer[] = [];
        for await (const { at, record: bytes } of readRecords(spans)) found[at] = Buffer.from(bytes);
        expect(found).toEqual(asked.map(([, bytes]) => Buffer.from(bytes)));
        expect(spans.map(({ isError }) => isError)).toEqual(asked.map(([, bytes]) => bytes.length === 3));
      }),
      { numRuns: 25 },
    );
  });

  it('reads records that are larger than its blocks', async () => {
    const large = Buffer.alloc(9_000_000, 7);
    const index = await openIndex(
      await write([
        [blobOf(1), large],
        [blobOf(2), Buffer.from('x')],
      ]),
      'v1',
    );
    const found = await Array.fromAsync(readRecords([...index!.spans.values()]));
    expect(found.map(({ record }) => record.length)).toEqual([9_000_000, 1]);
  });

  it('keeps the first record of a blob', async () => {
    const index = await openIndex(
      await write([
        [blobOf(1), Buffer.from('one')],
        [blobOf(1), Buffer.from('two')],
      ]),
      'v1',
    );
    expect(index!.spans.size).toBe(1);
  });

  it('is taken for none when it is of another version, cut short, overwritten or not there', async () => {
    const file = await write([
      [blobOf(1), Buffer.from('one')],
      [blobOf(2), Buffer.from('other')],
    ]);
    const whole = readFileSync(file);
    expect(await openIndex(file, 'v2')).toBeUndefined();
    expect(await openIndex(`${file}.none`, 'v1')).toBeUndefined();
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(file, whole.subarray(0, length));
      expect(await openIndex(file, 'v1')).toBeUndefined();
    }
    writeFileSync(file, Buffer.alloc(whole.length, 255));
    expect(await openIndex(file, 'v1')).toBeUndefined();
  });
});
