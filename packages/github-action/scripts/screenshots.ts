// Makes the README's pictures of summary and comment, as GitHub would show them: node --conditions=source packages/github-action/scripts/screenshots.ts
// Needs `npm run build:action` before. The findings are those of a pull request made of photographs of examples/dataset.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import markdownIt from 'markdown-it';
import { chromium } from 'playwright-core';

import { findChromium } from '../../../tests/find-chromium.ts';
import { createRepository, mergeAsGitHub } from '../fixtures/git-repository.ts';
import { startGitHub } from '../fixtures/github-server.ts';
import { photo, smallCopy, type PHOTOS } from '../fixtures/pictures.ts';
import { runBundle } from '../fixtures/run-bundle.ts';

type Photo = (typeof PHOTOS)[number];

const style = readFileSync(
  createRequire(import.meta.url).resolve('github-markdown-css/github-markdown-light.css'),
  'utf8',
);
const [sunset, road, cat, lake]: readonly Photo[] = [
  'train/landscape/sunset.jpg',
  'train/landscape/storm-road.jpg',
  'train/animal/cat.jpg',
  'test/landscape/lake-at-dawn.jpg',
];

const repository = createRepository();
const committed = {
  'train/sunset.jpg': photo(sunset!),
  'train/storm-road.jpg': photo(road!),
  'train/cat.jpg': photo(cat!),
};
repository.commit(committed);
repository.git('checkout', '--quiet', '-b', 'feature');
const added = {
  'test/evening.jpg': photo(sunset!),
  'train/road-small.png': await smallCopy(road!),
  'train/lake.jpg': photo(lake!),
  'train/cut-off.jpg': photo(lake!).subarray(0, 9000),
};
repository.commit(added);
repository.git('checkout', '--quiet', 'main');
mergeAsGitHub(repository, 'feature');

const server = await startGitHub();
const repo = { full_name: 'octo/photos' };
const sides = {
  head: { sha: repository.git('rev-parse', 'feature'), repo },
  base: { sha: repository.git('rev-parse', 'main'), repo },
};
const bundle = fileURLToPath(new URL('../dist/index.mjs', import.meta.url));
const run = await runBundle({
  bundle,
  workspace: repository.folder,
  payload: { pull_request: { number: 7, ...sides } },
  inputs: { 'github-token': 'token' },
  env: { GITHUB_API_URL: server.url },
});
server.close();

const launch = await findChromium();
if ('missing' in launch) throw new Error(launch.missing);
const browser = await chromium.launch(launch);
const folder = fileURLToPath(new URL('../docs/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, markdown, width] of [
  ['summary', run.summary, 1000],
  ['comment', server.comments[0]!.body, 820],
] as const) {
  const page = await browser.newPage({ viewport: { width, height: 600 } });
  await page.setContent(
    `<style>${style} body { margin: 24px } </style><article class="markdown-body">${withPictures(markdownIt({ html: true }).render(markdown))}</article>`,
  );
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true });
}
await browser.close();

/** GitHub serves the files under these addresses; here their bytes stand in their place. */
function withPictures(html: string): string {
  return html.replaceAll(
    /https:\/\/github\.com\/octo\/photos\/blob\/[0-9a-f]+\/([^"?]+)\?raw=true/g,
    (_, path: string) => {
      const bytes = ({ ...committed, ...added } as Readonly<Record<string, Uint8Array>>)[decodeURIComponent(path)];
      return `data:image/jpeg;base64,${Buffer.from(bytes ?? new Uint8Array()).toString('base64')}`;
    },
  );
}
