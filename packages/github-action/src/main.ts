import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

import * as core from '@actions/core';
import { context as githubContext } from '@actions/github';
import { FINGERPRINT_VERSION, SENSITIVITY_RULES } from '@pixelpeeper/core';

import { readAllowList } from './allow-list.ts';
import { findChanges } from './changes.ts';
import { examine } from './examine.ts';
import { findBase } from './git/find-base.ts';
import { openClone, remoteUrl } from './git/open-clone.ts';
import { listTree } from './git/tree.ts';
import { openIndexes } from './index-file/open-indexes.ts';
import type { Inputs } from './inputs/input-table.ts';
import { readInputs } from './inputs/read-inputs.ts';
import { splitPattern } from './inputs/split-pattern.ts';
import { connect } from './publish/github-api.ts';
import { publish } from './publish/publish.ts';
import { Refusal } from './refusal.ts';
import { readContext, type RunContext } from './run-context.ts';
import { startImagePool, type ImagePool } from './workers/image-pool.ts';

/**
 * The action, from its inputs to its reports.
 * @throws Refusal where it cannot do what it was asked.
 */
export async function run(): Promise<void> {
  const started = performance.now();
  const context = readContext(githubContext, process.env);
  const readText = textReader(context.workspace);
  const inputs = await readInputs((name) => core.getInput(name), readText);
  if (inputs['github-token'] !== '') core.setSecret(inputs['github-token']);
  // Worker threads have a copy of the environment, and sharp is loaded there.
  if (inputs.sharp !== '') process.env['PIXELPEEPER_SHARP'] = resolve(context.workspace, inputs.sharp);
  const signal = AbortSignal.timeout(inputs.timeout * 60_000);
  try {
    await check({ context, readText, inputs, signal, started });
  } catch (error) {
    if (signal.aborted) throw tooLong(inputs.timeout);
    throw error;
  }
}

interface Check {
  readonly context: RunContext;
  readonly readText: TextReader;
  readonly inputs: Inputs;
  readonly signal: AbortSignal;
  readonly started: number;
}

async function check({ context, readText, inputs, signal, started }: Check): Promise<void> {
  const token = inputs['github-token'];
  const api = connect(token, context, signal);
  const allowText = await readText(inputs['allow-list']);
  const allow = allowText === undefined ? undefined : readAllowList(allowText, inputs['allow-list'], new Date());

  const { clone, head } = await openClone(context.workspace);
  const url = (await remoteUrl(clone)) ?? `${context.serverUrl}/${context.owner}/${context.repo}`;
  const base = await findBase(clone, head, context, {
    named: inputs.base,
    remote: { url, token, serverUrl: context.serverUrl },
    askMergeBase: async (one, other) => api?.mergeBase(one, other),
    notice: core.notice,
  });
  const headFiles = await listTree(clone, head);
  const baseFiles = base && (await listTree(base.repository, base.commit));
  const changes = findChanges(headFiles, baseFiles, { ...inputs, splitOf: splitPattern(inputs.splits) });
  core.info(
    base
      ? `Comparing what is new since ${base.commit} in ${changes.images.length} images.`
      : `Comparing all ${changes.images.length} images.`,
  );

  const pool = startImagePool(availableParallelism());
  const job = {
    clone,
    head,
    base,
    trusted: baseFiles ?? headFiles,
    changes,
    inputs,
    context,
    api,
    allow,
    signal,
    pool,
  };
  try {
    if (inputs.sharp !== '') await tellDecoder(pool, inputs.sharp);
    const indexes = await openIndexes(job, FINGERPRINT_VERSION[SENSITIVITY_RULES[inputs.sensitivity].detail]);
    await publish(await examine(job, indexes, started), job);
    await indexes.keep(changes.images.map(({ blob }) => blob)); // last: nobody waits for it
  } finally {
    await pool.close();
  }
}

/** A native sharp that cannot be loaded is no reason to let the check fail. */
async function tellDecoder(pool: ImagePool, folder: string): Promise<void> {
  const lack = await pool.run(Buffer.alloc(0), { kind: 'decoder-lacks' });
  if (lack === null) core.info(`Decoding with the native sharp of the folder ${folder}.`);
  else core.warning(`The folder ${folder} has no ${lack}: WebAssembly decodes. Install it there in a step before.`);
}

/** Files of the working folder; undefined for one that is not there. */
type TextReader = (path: string) => Promise<string | undefined>;

function textReader(workspace: string): TextReader {
  return async (path) => {
    try {
      return await readFile(resolve(workspace, path), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  };
}

function tooLong(minutes: number): Refusal {
  return new Refusal(
    'timeout',
    `The search was given up after ${minutes} min. Raise the input \`timeout\`, name fewer \`paths\`, or let a scheduled run fill the cache first.`,
  );
}
