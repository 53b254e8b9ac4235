import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { memoryTerminal } from '../../../../tests/memory-terminal.ts';
import { main } from '../main.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'catalog-'));
  const cameras = [{ make: 'Acme', name: 'One', exif: [{ make: 'ACME', model: 'A1' }] }];
  await writeFile(join(cwd, 'own.json'), JSON.stringify({ cameras, lenses: [] }));
  await writeFile(join(cwd, 'broken.json'), '{"cameras":[{}]}');
});
afterAll(() => rm(cwd, { recursive: true }));

async function run(args: readonly string[], stdin?: string): Promise<{ code: number; out: string; err: string }> {
  const { terminal, out, err } = memoryTerminal({ cwd, stdin });
  const code = await main(['catalog', ...args], terminal);
  return { code, out: out(), err: err() };
}

describe('pixelpeeper catalog', () => {
  it('names a camera', async () => {
    const { code, out } = await run(['camera', 'SONY', 'ILCE-7M2']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ make: 'Sony', name: 'a7 II', slug: 'a7ii', match: 'exact' });
  });

  it('names a lens', async () => {
    const { code, out } = await run(['lens', 'FE 55mm F1.8 ZA']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ name: 'Sony Sonnar T* FE 55mm f/1.8 ZA', slug: 'fe-55mm-f1-8-za' });
  });

  it('takes the camera into account where a lens’s name is numbers only', async () => {
    const name = async (...camera: string[]): Promise<unknown> =>
      (JSON.parse((await run(['lens', '50mm F1.4', ...camera])).out) as { name: string }).name;
    expect(await name()).toBe('50mm f/1.4');
    expect(await name('--make', 'SONY', '--model', 'SLT-A77V')).toBe('Sony 50mm f/1.4');
    expect(await name('--make', 'Canon', '--model', 'Canon EOS 5D')).toBe('50mm f/1.4');
  });

  it('answers null where there is nothing to name', async () => {
    expect(await run(['lens', '----'])).toEqual({ code: 0, out: 'null\n', err: '' });
    expect(await run(['camera', 'SONY', ''])).toEqual({ code: 0, out: 'null\n', err: '' });
  });

  it('answers lines with lines', async () => {
    const lines = [
      { make: 'SONY', model: 'ILCE-7M2' },
      { make: 'Canon', model: 'Canon EOS 5D', lens_model: 'EF50mm f/1.8 STM' },
      { make: 'Canon', model: 'Canon EOS 5D', lens_model: '50mm', lens_make: 'SIGMA' },
      { make: 'Acme', model: 500 },
      { make: null, lens_model: 'N/A' },
    ];
    const { code, out } = await run(['--batch'], `${lines.map((line) => JSON.stringify(line)).join('\n')}\r\n\n`);
    expect(code).toBe(0);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, { name: string } | null>);
    expect(answers.map((answer) => Object.keys(answer))).toEqual(lines.map(() => ['camera', 'lens']));
    expect(answers.map(({ camera, lens }) => [camera?.name, lens?.name])).toEqual([
      ['a7 II', undefined],
      ['EOS 5D', 'Canon EF 50mm f/1.8 STM'],
      ['EOS 5D', 'Sigma 50mm'],
      ['500', undefined],
      [undefined, undefined],
    ]);
  });

  it('answers a line that it cannot read with an error, and goes on', async () => {
    const { code, out } = await run(['--batch'], '{\n[]\n{"make":{}}\n{"make":"SONY","model":"ILCE-7M2"}\n');
    expect(code).toBe(2);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { error?: { code: string; message: string } });
    expect(answers.map(({ error }) => error?.code)).toEqual([
      ...Array<string>(3).fill('manifest_line_invalid'),
      undefined,
    ]);
    expect(answers[2]?.error?.message).toBe(
      'Line 3 has a `make` that is no text. Write { "make": TEXT, "model": TEXT, "lens_model": TEXT }.',
    );
  });

  it('takes names of the user’s own, before or after the word camera', async () => {
    for (const args of [
      ['camera', 'Acme', 'A1', '--catalog', 'own.json'],
      ['--catalog', 'own.json', 'camera', 'Acme', 'A1'],
    ]) {
      const { code, out } = await run(args);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ make: 'Acme', name: 'One', match: 'exact' });
    }
    const { out } = await run(['--batch', '--catalog', 'own.json'], '{"make":"ACME","model":"A1"}');
    expect(JSON.parse(out)).toMatchObject({ camera: { name: 'One' } });
  });

  it('says what is wrong with a catalog file', async () => {
    const { code, out, err } = await run(['camera', 'Acme', 'A1', '--catalog', 'broken.json']);
    expect([code, out]).toEqual([64, '']);
    expect(err).toContain('Camera 1 needs `exif`, an array. See docs/catalog.md for its form. (catalog_invalid)');
  });

  it('wants to know what to name', async () => {
    const { code, err } = await run([]);
    expect(code).toBe(64);
    expect(err).toContain('Name a camera or a lens, or use --batch.');
  });
});
