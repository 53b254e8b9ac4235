import * as core from '@actions/core';
import { counted } from '@pixelpeeper/core';

import { readImages } from '../image-bytes.ts';
import type { Job } from '../job.ts';
import { toMarkdown, type MarkdownOptions } from '../report/markdown.ts';
import type { Result } from '../result.ts';
import { annotationsOf } from './annotations.ts';
import { keepComment, MOST_COMMENT_CHARACTERS } from './comment.ts';
import { setOutputs } from './outputs.ts';
import { writeReports } from './write-reports.ts';

/** A step's summary may have 1 MiB; characters take up to four bytes. */
const MOST_SUMMARY_CHARACTERS = 250_000;
const MOST_SUMMARY_FINDINGS = 200;
/** Nobody reads more in a comment. */
const MOST_COMMENT_FINDINGS = 20;
/** Most pictures of the HTML report: some 8 kB each, and a page must still open. */
const MOST_PICTURES = 2000;

/** Tells people and programs what was found, each way within its limits. None of them fails the job: only the findings do. */
export async function publish(result: Result, job: Job): Promise<void> {
  const { inputs, context, head } = job;
  const repository = `${context.serverUrl}/${context.owner}/${context.repo}`;
  const markdown = (limits: Pick<MarkdownOptions, 'maxLength' | 'maxFindings'>): string =>
    toMarkdown(result, {
      ...limits,
      links: { repository, commit: head, previews: inputs.previews },
      allowList: inputs['allow-list'],
    });
  const comment = markdown({ maxLength: MOST_COMMENT_CHARACTERS - 100, maxFindings: MOST_COMMENT_FINDINGS });
  const summary = markdown({ maxLength: MOST_SUMMARY_CHARACTERS, maxFindings: MOST_SUMMARY_FINDINGS });

  if (inputs.summary && process.env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(summary).write();
  if (inputs.annotations)
    for (const { level, message, properties } of annotationsOf(result.findings)) core[level](message, properties);
  for (const path of result.unreadableBefore.slice(0, 1))
    core.warning(
      `${counted(result.unreadableBefore.length, 'image')} of before the change cannot be read, such as ${path}.`,
    );
  await writeReports(result, inputs, {
    workspace: context.workspace,
    markdown: comment,
    pictures: () => makePictures(result, job),
  });
  await commentOn(comment, result, job);
  setOutputs(result, inputs);
  if (result.hasFailed) core.setFailed(failure(result));
}

async function commentOn(body: string, { findings }: Result, { inputs, context, api }: Job): Promise<void> {
  const { pullRequest } = context;
  const when = inputs.comment;
  if (!pullRequest || when === 'never') return;
  if (!api) {
    core.notice('The pull request got no comment: there is no `github-token`.');
    return;
  }
  const job = `${process.env['GITHUB_WORKFLOW'] ?? ''}/${process.env['GITHUB_JOB'] ?? ''}`;
  const hasFindings = findings.length > 0;
  await keepComment(api, body, { pull: pullRequest.number, job, when, hasFindings, notice: core.notice });
}

async function makePictures({ report }: Result, { clone, pool, changes }: Job): Promise<Map<string, string>> {
  const shown = new Set(Object.keys(report.images).slice(0, MOST_PICTURES));
  const paths = Map.groupBy(
    changes.images.filter(({ path }) => shown.has(path)),
    ({ blob }) => blob,
  );
  const pictures = new Map<string, string>();
  for await (const image of readImages(clone, [...paths.keys()])) {
    const picture = 'bytes' in image ? await pool.run(image.bytes, { kind: 'preview' }) : null;
    if (picture !== null) for (const { path } of paths.get(image.blob)!) pictures.set(path, picture);
  }
  return pictures;
}

function failure({ findings }: Result): string {
  const failing = findings.filter(({ isFailure }) => isFailure);
  const leaks = failing.filter(({ kind }) => kind === 'leak').length;
  if (leaks > 0)
    return `${leaks === 1 ? 'A picture stands' : `${leaks} pairs of pictures stand`} in different splits of the dataset: what is measured on one was seen in the other. The job summary says which to move.`;
  const pairs = failing.filter(({ other }) => other !== undefined).length;
  if (pairs > 0)
    return `${pairs === 1 ? 'A duplicate image was' : `${pairs} duplicate images were`} found. See the job summary.`;
  return `${failing.length === 1 ? 'An image is' : `${failing.length} images are`} not as this repository wants ${failing.length === 1 ? 'it' : 'them'}. See the job summary.`;
}
