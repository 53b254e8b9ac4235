import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { toCsv, toHtml, toSarif } from '@pixelpeeper/core';

import { Refusal } from '../refusal.ts';
import { findingsJson } from '../report/findings-json.ts';
import type { Result } from '../result.ts';

export interface ReportFiles {
  readonly json: string;
  readonly html: string;
  readonly sarif: string;
  readonly csv: string;
  readonly markdown: string;
}

export interface WriteOptions {
  readonly workspace: string;
  /** The summary, as Markdown. */
  readonly markdown: string;
  /** Makes the pictures of the HTML report, by path. */
  readonly pictures: () => Promise<ReadonlyMap<string, string>>;
}

/**
 * Writes the reports that were asked for.
 * @returns where each stands, as it was named.
 * @throws Refusal report_unwritable
 */
export async function writeReports(
  result: Result,
  files: ReportFiles,
  options: WriteOptions,
): Promise<(keyof ReportFiles)[]> {
  const { report } = result;
  const render = {
    json: () => findingsJson(result),
    html: async () => toHtml(report, { pictures: await options.pictures() }),
    sarif: () => toSarif(report),
    csv: () => toCsv(report),
    markdown: () => options.markdown,
  };
  const asked = (Object.keys(render) as (keyof ReportFiles)[]).filter((kind) => files[kind] !== '');
  for (const kind of asked) await write(resolve(options.workspace, files[kind]), await render[kind]());
  return asked;
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    throw new Refusal('report_unwritable', `The report ${path} cannot be written (${(cause as Error).message}).`, {
      cause,
    });
  }
}
