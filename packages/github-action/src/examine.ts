import { availableParallelism } from 'node:os';

import * as core from '@actions/core';
import { leakMoves, SENSITIVITY_RULES, type DuplicateReport } from '@pixelpeeper/core';

import type { TrackedImage } from './changes.ts';
import { createChecksumReader } from './checksum-reader.ts';
import { compare, isAsked } from './compare.ts';
import { withExactCopies } from './exact-copies.ts';
import { listFindings } from './findings.ts';
import { originsOf } from './git/origin.ts';
import { guardImages } from './guards/guard-images.ts';
import type { Indexes } from './index-file/open-indexes.ts';
import type { Job } from './job.ts';
import type { Result } from './result.ts';
import { scan, type Scan } from './scan.ts';

/** Most older images whose commits are looked up: two questions each. */
const MOST_ORIGINS = 20;

/** From what has changed to what was found. @param started when the run began, as performance.now() gives it. */
export async function examine(job: Job, indexes: Indexes, started: number): Promise<Result> {
  const { clone, changes, inputs, allow, signal, pool, base } = job;
  const { images } = changes;
  const isFull = base === undefined;
  const { detail } = SENSITIVITY_RULES[inputs.sensitivity];
  const threads = availableParallelism();
  const decoding = { repository: clone, pool, threads, detail, maxPixels: inputs['max-image-pixels'], signal };

  const blobs = images.map(({ blob }) => blob);
  const whole = new Set(isFull ? [] : images.filter(isAsked).map(({ blob }) => blob));
  const scanned = await timed('Reading', () => scan(blobs, whole, { ...decoding, ...indexes }));
  await Promise.all([indexes.fresh.close(), pool.rest()]);
  const compared = await timed('Comparing', () =>
    compare(images, scanned, { ...decoding, allow, sensitivity: inputs.sensitivity, isFull }),
  );
  const checksumOf = createChecksumReader(clone, scanned);
  const isAllowed = (checksum: string): boolean => allow?.has(checksum, checksum) ?? false;
  const report = withMoves(await withExactCopies(compared, images, { scan: scanned, checksumOf, isAllowed }), images);
  const guarded = await guardImages(images, scanned, { ...decoding, ...inputs, maxFileSize: inputs['max-file-size'] });
  const findings = listFindings(report, guarded, inputs);
  return {
    report: { ...report, summary: { ...report.summary, images: images.length } },
    findings,
    counts: countsOf(images, scanned),
    isFull,
    unreadableBefore: images.flatMap(({ path, blob, role }) =>
      role !== 'new' && scanned.unreadable.has(blob) ? [path] : [],
    ),
    origins: await findOrigins(job, findings),
    hasFailed: findings.some(({ isFailure }) => isFailure),
    seconds: Math.round(performance.now() - started) / 1000,
  };
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  core.info(`${what} took ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return result;
}

/** With the moves that all images of the dataset ask for, not only those that were compared. */
function withMoves(report: DuplicateReport, images: readonly TrackedImage[]): DuplicateReport {
  if (report.leaks.length === 0) return report;
  const sources = images.map(({ path, split }) => ({ source: path, split }));
  const committed = new Set(images.filter(({ role }) => role === 'committed').map(({ path }) => path));
  return { ...report, leak_moves: leakMoves(sources, report.pairs, (source) => committed.has(source)) };
}

function countsOf(images: readonly TrackedImage[], { pointers }: Scan): Result['counts'] {
  return {
    added: images.filter(({ role }) => role === 'new').length,
    all: images.length,
    pointers: images.filter(({ blob }) => pointers.has(blob)).length,
  };
}

async function findOrigins(
  { clone, api, base, changes }: Job,
  findings: Result['findings'],
): Promise<Result['origins']> {
  if (!base) return new Map();
  const older = new Set(changes.images.filter(({ role }) => role !== 'new').map(({ path }) => path));
  const paths = new Set(findings.flatMap(({ other }) => (other !== undefined && older.has(other) ? other : [])));
  return originsOf(clone, [...paths].slice(0, MOST_ORIGINS), async (path) => api?.origin(path, base.commit));
}
