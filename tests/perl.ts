import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { describe } from '@jest/globals';

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
