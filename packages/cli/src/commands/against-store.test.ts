import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DuplicateReport } from '@pixelpeeper/core';

import { memoryTerminal } from '../../../../tests/memory-terminal.ts';
import { EXIT } from '../exit-codes.ts';
import { main } from '../main.ts';

const EXAMPLES = fileURLToPath(new URL('../../../../examples/dataset/', import.meta.url));

let cwd: string;

async function run(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  const { terminal, out } = memoryTerminal({ cwd });
  return { code: await main([...args, '--quiet', '--store', `sqlite:${join(cwd, 'store.db')}`], terminal), out: out() };
}

/** The pairs found among what is in the store, as "a b relation". */
async function against(...args: readonly string[]): Promise<string[]> {
  const { code, out } = await run('duplicates', ...args, '--json', '-');
  const { pairs, unreadable } = JSON.parse(out) as DuplicateReport;
  expect([code, unreadable]).toEqual([EXIT.done, []]);
  return pairs.map(({ a, b, relation }) => `${[a, b].sort().join(' ')} ${relation}`).sort();
}

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'pixelpeeper-against-'));
  const copies = {
    'meadow.jpg': 'train/landscape/mountain-meadow.jpg',
    'dogs.jpg': 'train/animal/dogs.jpg',
    'cropped.jpg': 'test/landscape/mountain-meadow-cropped.jpg',
    'small.jpg': 'test/landscape/mountain-path-small.jpg',
    'path.jpg': 'train/landscape/mountain-path.jpg',
  };
  for (const [name, example] of Object.entries(copies)) await copyFile(join(EXAMPLES, example), join(cwd, name));
  await run('process', 'meadow.jpg', 'dogs.jpg', '--no-metadata', '--dataset', 'one');
  await run('process', 'path.jpg', 'meadow.jpg', '--no-metadata', '--dataset', 'two');
  // Their fingerprints are kept, so their files need not be.
  await Promise.all(['meadow.jpg', 'path.jpg'].map((name) => rm(join(cwd, name))));
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

describe('duplicates --against-store', () => {
  it('says of which processed images new ones are copies, once for each', async () => {
    expect(await against('cropped.jpg', 'small.jpg', '--against-store')).toEqual([
      'cropped.jpg meadow.jpg cropped',
      'path.jpg small.jpg resized',
    ]);
  });

  it('looks in one dataset where it is named', async () => {
    expect(await against('cropped.jpg', 'small.jpg', '--against-store', 'one')).toEqual([
      'cropped.jpg meadow.jpg cropped',
    ]);
  });

  it('needs no files with --sensitivity strict either', async () => {
    expect(await against('cropped.jpg', 'small.jpg', '--against-store', '--sensitivity', 'strict')).toEqual([
      'cropped.jpg meadow.jpg cropped',
      'path.jpg small.jpg resized',
    ]);
  });

  it('does not take an image that was processed itself for a copy of itself', async () => {
    expect(await against('dogs.jpg', '--against-store')).toEqual([]);
  });

  it('compares with a folder as well', async () => {
    expect(await against('cropped.jpg', '--against-store', 'two', '--against', 'dogs.jpg')).toEqual([
      'cropped.jpg meadow.jpg cropped',
    ]);
  });
});
