import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { memoryTerminal } from '../../../../tests/memory-terminal.ts';
import { describeWithPerl } from '../../../../tests/perl.ts';
import { main } from '../main.ts';

const FIXTURES = fileURLToPath(new URL('../../../core/fixtures/', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-process-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { terminal, out, err } = memoryTerminal({ cwd: FIXTURES });
  const code = await main(
    ['process', 'exif-sony.jpg', '--store', `sqlite:${join(folder, 'records.db')}`, ...args],
    terminal,
  );
  return { code, out: out(), err: err() };
}

describeWithPerl('process', () => {
  it('prints a placeholder, colours, highlights, rights and provenance', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      placeholder: 'nSgGRZYNa5gCWomHd0hoiLZzr/e3',
      dominant_colours: [{ hex: '#6774a1', share: 0.46 }, {}, {}, {}, {}],
      highlights: { gps: { latitude: 48.858222 }, iso: 3200 },
      rights: { creator: 'Jörg Müller' },
      provenance: { c2pa: { present: false } },
      stripped: [],
    });
  });

  it.each([[], ['--async']])('prints nothing of what --strip names, and says what that was %j', async (...more) => {
    const { code, out } = await run('--strip', 'gps,faces', ...more);
    expect(code).toBe(0);
    expect(out).not.toMatch(/GPSL/);
    expect(JSON.parse(out)).toMatchObject({ stripped: ['gps', 'faces'] });
  });
});

describe('process', () => {
  it('refuses to strip what it does not know, and prints no record', async () => {
    expect(await run('--strip', 'gps,exif')).toEqual({
      code: 64,
      out: '',
      err: 'Expected `strip` to name gps, serials, faces, got `exif`\n',
    });
  });
});
