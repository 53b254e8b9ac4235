import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import { format } from 'prettier';

import { actionYml, withTables } from '../../scripts/action-files.ts';
import { INPUTS } from './input-table.ts';
import { readInputs } from './read-inputs.ts';
import { splitPattern } from './split-pattern.ts';

function read(inputs: Readonly<Record<string, string>>, config?: string): ReturnType<typeof readInputs> {
  return readInputs(
    (name) => inputs[name] ?? '',
    async (path) => (path === (inputs['config'] ?? '.pixelpeeper.yml') ? config : undefined),
  );
}

describe('action.yml and the README', () => {
  const text = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

  it('say what the sources say', async () => {
    const style = { printWidth: 120, singleQuote: true } as const;
    expect(text('../../../../action.yml')).toBe(await format(actionYml(), { parser: 'yaml', ...style }));
    const readme = text('../../README.md');
    expect(readme).toBe(await format(withTables(readme), { parser: 'markdown', printWidth: 120 }));
  });
});

describe('readInputs', () => {
  it('gives the defaults where nothing is said', async () => {
    expect(await read({})).toMatchObject({
      'fail-on': 'near',
      sensitivity: 'balanced',
      cache: true,
      timeout: 30,
      guards: [],
      ignore: [],
    });
  });

  it('takes an input before the config file, and that before the default', async () => {
    const config = '# settings\nfail-on: exact\nsensitivity: strict\nignore:\n  - docs/**\ncache: false\n';
    expect(await read({ 'fail-on': 'leak', paths: 'a/**\n\n b/** \n' }, config)).toMatchObject({
      ...{ 'fail-on': 'leak', sensitivity: 'strict', ignore: ['docs/**'], cache: false, paths: ['a/**', 'b/**'] },
    });
  });

  it.each([
    [
      'fail-on',
      'sometimes',
      'Expected the input `fail-on` to be one of near, exact, leak, never, got `sometimes`. Change it in the workflow.',
    ],
    ['cache', 'yes', 'Expected the input `cache` to be true or false, got `yes`. Change it in the workflow.'],
    [
      'timeout',
      '-1',
      'Expected the input `timeout` to be a whole number of 1 or more, got `-1`. Change it in the workflow.',
    ],
    [
      'timeout',
      '1e3',
      'Expected the input `timeout` to be a whole number of 1 or more, got `1e3`. Change it in the workflow.',
    ],
    [
      'guards',
      'gps\nnsfw',
      'Expected the input `guards` to be one of gps, licence, unreadable, lfs, got `nsfw`. Change it in the workflow.',
    ],
  ])('refuses %s: %s', async (name, value, message) => {
    await expect(read({ [name]: value })).rejects.toMatchObject({ code: 'input_invalid', message });
  });

  it.each([
    ['fail-on: near\nfail-off: x\n', 2, expect.stringContaining('there is no setting `fail-off`')],
    [
      '# one\n\nguards: [gps, nsfw]\n',
      3,
      '.pixelpeeper.yml, line 3: expected `guards` to be one of gps, licence, unreadable, lfs, got `nsfw`.',
    ],
    ['cache: maybe\n', 1, '.pixelpeeper.yml, line 1: expected `cache` to be true or false, got `maybe`.'],
    ['ignore:\n  - a\n - b\n', 3, expect.stringContaining('Mend the YAML')],
    ['just words\n', 1, expect.stringContaining('expected settings')],
    ['github-token: secret\n', 1, expect.stringContaining('there is no setting `github-token`')],
    ['timeout:\n', 1, expect.stringContaining('expected `timeout` to be a whole number of 1 or more, got `null`')],
    ['cache: true\ncache: false\n', 2, expect.stringContaining('unique')],
  ])('refuses the config file %j at line %i', async (config, line, message) => {
    await expect(read({}, config)).rejects.toMatchObject({
      code: 'config_invalid',
      message,
      place: { file: '.pixelpeeper.yml', line },
    });
  });

  it.each(['', '# nothing yet\n'])('takes the config file %j for empty', async (config) => {
    expect(await read({}, config)).toEqual(await read({}));
  });

  it('refuses a config file that is named and not there, and does without the usual one', async () => {
    await expect(read({ config: 'none.yml' })).rejects.toMatchObject({
      code: 'config_invalid',
      message: 'There is no none.yml. Check the input `config`.',
    });
    expect(await read({ config: '.pixelpeeper.yml' })).toMatchObject({ 'fail-on': INPUTS['fail-on'].default });
  });
});

describe('splitPattern', () => {
  it.each([
    ['auto', 'data/train/1.jpg', 'train'],
    ['off', 'data/train/1.jpg', null],
    ['data/{split}/**', 'data/Training/cats/1.jpg', 'train'],
    ['data/{split}/**', 'other/train/1.jpg', null],
    ['**/{split}/*.jpg', 'a/b/fold1/1.jpg', 'fold1'],
    ['**/{split}/*.jpg', 'fold1/1.jpg', 'fold1'],
    ['packages/*/images.{split}/**', 'packages/birds/images.val/1.jpg', 'validation'],
  ])('%s says of %s: %s', (pattern, path, split) => {
    expect(splitPattern(pattern)(path)).toBe(split);
  });

  it('refuses a pattern that does not say where the split stands', () => {
    expect(() => splitPattern('data/**')).toThrow('{split}');
  });
});
