import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from '@jest/globals';

import { createRepository, temporaryFolder } from '../fixtures/git-repository.ts';
import { photo } from '../fixtures/pictures.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

it('the sources run under @github/local-action', async () => {
  const repository = createRepository();
  repository.commit({ 'a.jpg': photo('train/landscape/sunset.jpg') });
  repository.commit({ 'b.jpg': photo('train/landscape/sunset.jpg') });
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('event.json'), JSON.stringify({ before: repository.git('rev-parse', 'HEAD^') }));
  const settings = {
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REPOSITORY: 'octo/photos',
    GITHUB_WORKSPACE: repository.folder,
    RUNNER_TEMP: folder,
    INPUT_JSON: file('report.json'),
  };
  writeFileSync(
    file('env'),
    Object.entries({ ...settings, 'INPUT_FAIL-ON': 'never' })
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const env = {
    ...process.env,
    ...settings,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_API_URL: 'http://127.0.0.1:9',
    NODE_OPTIONS: '--conditions=source',
  };
  const program = join(ROOT, 'node_modules/@github/local-action/bin/local-action.js');
  await new Promise<void>((resolve) => {
    execFile(
      process.execPath,
      [program, 'run', '.', 'packages/github-action/src/main.ts', file('env')],
      { cwd: ROOT, env },
      () => resolve(),
    );
  });
  const report = JSON.parse(readFileSync(file('report.json'), 'utf8')) as {
    findings: { kind: string; image: string }[];
  };
  expect(report.findings).toMatchObject([{ kind: 'exact', image: 'b.jpg' }]);
});
