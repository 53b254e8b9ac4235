import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { describe } from '@jest/globals';

import { sniffType } from '../packages/core/src/fetch/sniff.ts';
import type { RawTags } from '../packages/core/src/metadata/exiftool-engine.ts';

const { status, error, stderr } = spawnSync('perl', ['-e', '1'], { encoding: 'utf8' });

if (status !== 0)
  process.stderr.write(`What needs ExifTool is not tested: Perl does not run here (${error?.message ?? stderr}).\n`);

/** Like describe, but skipped where there is no Perl to run ExifTool with; the reason is printed. */
export const describeWithPerl = status === 0 ? describe : describe.skip;

/** The ExifTool script that core brings. */
export const EXIFTOOL = join(
  dirname(createRequire(createRequire(import.meta.url).resolve('exiftool-vendored')).resolve('exiftool-vendored.pl')),
  'bin',
  'exiftool',
);

/** The files of a folder that are images by their bytes, broken ones too: what ExifTool is ever asked about. */
export async function imagesIn(folder: string): Promise<string[]> {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  const types = await Promise.all(paths.map((path) => sniffType(readFileSync(path))));
  return paths.filter((_, index) => types[index]?.startsWith('image/'));
}

/** What the command prints for each of these files, on a computer whose zone is UTC. */
export function printedByExifTool(paths: readonly string[]): RawTags[] {
  const args = [EXIFTOOL, '-config', '', '-json', '-g0', '-struct', '-sep', ', ', '-@', '-'];
  const options = {
    input: paths.join('\n'),
    env: { ...process.env, TZ: 'UTC' },
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  } as const;
  return JSON.parse(spawnSync('perl', args, options).stdout) as RawTags[];
}
