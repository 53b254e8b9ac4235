import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { startGitHub, type GitHubServer, type ServerOptions } from '../../fixtures/github-server.ts';
import type { RunContext } from '../run-context.ts';
import { keepComment, type CommentOptions } from './comment.ts';
import { connect } from './github-api.ts';

const CONTEXT = { owner: 'octo', repo: 'photos' } as RunContext;
const MARK = /^<!-- pixelpeeper [0-9a-f]{16} -->\n(?:<!-- found -->\n)?/;

let server: GitHubServer | undefined;
let notices: string[];

beforeEach(() => {
  notices = [];
});

afterEach(() => server?.close());

async function keep(
  body: string,
  options: Partial<CommentOptions> = {},
  served: ServerOptions = {},
): Promise<GitHubServer> {
  server ??= await startGitHub(served);
  const api = connect('token', { ...CONTEXT, apiUrl: server.url }, new AbortController().signal)!;
  await keepComment(api, body, {
    ...{ pull: 7, job: 'Images/guard', when: 'on-findings', hasFindings: true },
    notice: (message) => void notices.push(message),
    ...options,
  });
  return server;
}

async function fresh(...args: Parameters<typeof keep>): Promise<GitHubServer> {
  server?.close();
  server = undefined;
  return keep(...args);
}

const bodies = ({ comments }: GitHubServer): string[] => comments.map(({ body }) => body.replace(MARK, '(mark) '));

describe('keepComment', () => {
  it('writes one comment with a mark that does not show, and changes it the next time', async () => {
    const github = await fresh('Two duplicates');
    expect(github.comments[0]!.body).toMatch(MARK);
    await keep('One duplicate');
    await keep('No duplicate images', { hasFindings: false });
    expect(bodies(github)).toEqual(['(mark) **Resolved:** what was found before is mended.\n\nNo duplicate images']);
  });

  it('lets a comment be that says what it should already', async () => {
    const github = await fresh('Two duplicates');
    await keep('Two duplicates');
    expect(github.requests.filter((line) => !line.startsWith('GET'))).toEqual([
      'POST /repos/octo/photos/issues/7/comments',
    ]);
  });

  it('writes none where nothing was found, unless it is to write always', async () => {
    expect(bodies(await fresh('None', { hasFindings: false }))).toEqual([]);
    expect(bodies(await keep('None', { hasFindings: false, when: 'always' }))).toEqual(['(mark) None']);
  });

  it('gives each job a comment of its own', async () => {
    const github = await fresh('of one');
    await keep('of another', { job: 'Images/other' });
    expect(bodies(github)).toEqual(['(mark) of one', '(mark) of another']);
  });

  it('finds its comment on the third page', async () => {
    const others = Array.from({ length: 250 }, (_, id) => ({ id, body: `comment ${id}`, user: { type: 'User' } }));
    const github = await fresh('first', {}, { comments: others });
    await keep('second');
    expect(github.comments).toHaveLength(251);
    expect(bodies(github).at(-1)).toBe('(mark) second');
  });

  it('prefers a bot’s comment to one of someone who has copied its mark', async () => {
    const mark = (await fresh('x')).comments[0]!.body.split('\n')[0]!;
    const forged = { id: 1, body: `${mark}\nforged`, user: { type: 'User' } };
    const own = { id: 2, body: `${mark}\nold`, user: { type: 'Bot' } };
    expect(bodies(await fresh('new', {}, { comments: [forged, own] }))).toEqual(['(mark) forged', '(mark) new']);
  });

  it('says in a notice that a fork’s token may not write', async () => {
    const github = await fresh('x', {}, { troubles: [{ on: /^POST/, status: 403, times: 9 }] });
    expect(github.comments).toEqual([]);
    expect(notices).toEqual([
      'The pull request got no comment: the token may not write one. That is so for pull requests from forks; otherwise give the job `permissions: pull-requests: write`. The job summary says the same.',
    ]);
  });

  it('asks again where GitHub has a passing trouble, and waits as long as it says', async () => {
    const troubles = [
      { on: /^GET/, status: 502, times: 1 },
      { on: /^POST/, status: 403, headers: { 'retry-after': '1' }, times: 1 },
    ];
    expect(bodies(await fresh('x', {}, { troubles }))).toEqual(['(mark) x']);
    expect(notices).toEqual([]);
  });

  it('gives up where it would have to wait for long', async () => {
    const reset = String(Math.ceil(Date.now() / 1000) + 3000);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const github = await fresh('x', {}, { troubles: [{ on: /^GET/, status: 403, headers, times: 9 }] });
    expect(github.requests).toHaveLength(1);
    expect(notices).toHaveLength(1);
  });
});
