import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { memoryTerminal } from '../../../../tests/memory-terminal.ts';
import { EXIT } from '../exit-codes.ts';
import { main } from '../main.ts';

const cwd = fileURLToPath(new URL('../../../../examples/dataset', import.meta.url));
const [MEADOW, CROPPED] = ['train/landscape/mountain-meadow.jpg', 'test/landscape/mountain-meadow-cropped.jpg'];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-explain-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function explain(args: readonly string[], options: { readonly isTTY?: boolean } = {}) {
  const { terminal, out, err } = memoryTerminal({ cwd, ...options });
  const code = await main(['duplicates', '--explain', '--quiet', '--store', 'sqlite::memory:', ...args], terminal);
  return { code, out: out(), err: err() };
}

describe('duplicates --explain', () => {
  it('says in the terminal why two images are a match, with a map of the tiles', async () => {
    const { code, out } = await explain([MEADOW, CROPPED], { isTTY: true });
    expect(code).toBe(EXIT.done);
    expect(out.split('\n')[0]).toBe('Match: Cropped: shows 90% of the other');
    expect(out).toContain('Nominated by    PDQ codes and local features\n');
    expect(out).toMatch(/\n {2}[█▓░· ]{10,}\n/);
  });

  it('draws no map where stdout is no terminal', async () => {
    expect((await explain([MEADOW, CROPPED])).out).not.toMatch(/[█▓░]/);
  });

  it('writes a page with the evidence, and JSON', async () => {
    const [html, json] = [join(folder, 'pair.html'), join(folder, 'pair.json')];
    const { out } = await explain([MEADOW, CROPPED, '--html', html, '--json', json]);
    expect(out).toContain(`Written: ${html}\n`);
    expect((await readFile(html, 'utf8')).match(/<svg/g)).toHaveLength(3);
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({ version: 1, is_match: true, relation: 'cropped' });
  });

  it('judges by the sensitivity asked for', async () => {
    const explained = async (sensitivity: string) => {
      const { out } = await explain([MEADOW, CROPPED, '--sensitivity', sensitivity, '--json', '-']);
      return JSON.parse(out) as Record<string, unknown>;
    };
    expect(await explained('strict')).toMatchObject({
      sensitivity: 'strict',
      least_similarity: 0.9,
      nomination: { most_pdq_distance: 64 },
    });
    expect(await explained('thorough')).toMatchObject({ sensitivity: 'thorough', least_similarity: 0.2 });
  });

  it('expects two images, and exits with 2 where one cannot be read', async () => {
    const one = await explain([MEADOW]);
    expect([one.code, one.err]).toEqual([EXIT.usage, 'Expected two images to explain, got `1`\n']);
    const unreadable = await explain([MEADOW, 'README.md']);
    expect([unreadable.code, unreadable.out]).toEqual([EXIT.unreadable, '']);
  });
});
