import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { createRepository, temporaryFolder } from '../fixtures/git-repository.ts';
import { startGitHub } from '../fixtures/github-server.ts';
import { photo } from '../fixtures/pictures.ts';
import { runBundle } from '../fixtures/run-bundle.ts';
import { buildAction } from '../scripts/build.ts';

// In a file of its own, since it takes a minute of doing nothing.
it('a run that takes longer than it may is given up, in plain words', async () => {
  const folder = join(temporaryFolder(), 'dist');
  await buildAction(folder);
  const repository = createRepository();
  const base = repository.commit({ 'a.jpg': photo('train/landscape/sunset.jpg') });
  const head = repository.commit({ 'b.jpg': photo('train/landscape/sunset.jpg') });
  const server = await startGitHub({ troubles: [{ on: /comments/, status: 0, times: 1 }] });
  const repo = { full_name: 'octo/photos' };
  const run = await runBundle({
    bundle: join(folder, 'index.mjs'),
    workspace: repository.folder,
    payload: { pull_request: { number: 7, head: { sha: head, repo }, base: { sha: base, repo } } },
    inputs: { 'github-token': 'token', timeout: '1' },
    env: { GITHUB_API_URL: server.url },
  });
  server.close();
  expect(run.stdout).toMatch(/^::error::The search was given up after 1 min\. Raise the input `timeout`/m);
  expect(run.stdout).not.toContain('defect');
  expect([run.code, run.outputs['conclusion']]).toEqual([1, 'failure']);
});
