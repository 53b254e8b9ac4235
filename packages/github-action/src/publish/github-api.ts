import { setTimeout as sleep } from 'node:timers/promises';

import { getOctokit } from '@actions/github';

import type { Origin } from '../git/origin.ts';
import type { RunContext } from '../run-context.ts';

/** The few things that GitHub is asked. Reading gives undefined where there is no answer. */
export interface GitHubApi {
  mergeBase(base: string, head: string): Promise<string | undefined>;
  /** The first commit up to `commit` that touches a path. */
  origin(path: string, commit: string): Promise<Origin | undefined>;
  /** Comments of a pull request, oldest first. */
  comments(pull: number): Promise<readonly Comment[]>;
  createComment(pull: number, body: string): Promise<void>;
  updateComment(id: number, body: string): Promise<void>;
}

export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly isByBot: boolean;
}

/** @param token empty: then there is no asking. */
export function connect(
  token: string,
  { owner, repo, apiUrl }: Pick<RunContext, 'owner' | 'repo' | 'apiUrl'>,
  signal: AbortSignal,
): GitHubApi | undefined {
  if (token === '') return undefined;
  const octokit = getOctokit(token, { baseUrl: apiUrl, request: { signal } });
  const { repos, issues } = octokit.rest;
  const place = { owner, repo };
  const ask = <T>(question: () => Promise<T>): Promise<T> => withRetries(question, signal);
  const orUndefined = <T>(question: () => Promise<T>): Promise<T | undefined> => ask(question).catch(unanswered);
  return {
    mergeBase: (base, head) =>
      orUndefined(async () => {
        const { data } = await repos.compareCommitsWithBasehead({
          ...place,
          basehead: `${base}...${head}`,
          per_page: 1,
        });
        return data.merge_base_commit.sha;
      }),
    origin: (path, commit) =>
      orUndefined(async () => {
        const question = { ...place, path, sha: commit, per_page: 1 };
        const newest = await repos.listCommits(question);
        const last = lastPage(newest.headers.link);
        const oldest = last > 1 ? await repos.listCommits({ ...question, page: last }) : newest;
        const [found] = oldest.data;
        return found && { commit: found.sha, date: (found.commit.committer?.date ?? '').slice(0, 10) };
      }),
    comments: (pull) =>
      ask(async () => {
        const all = await octokit.paginate(issues.listComments, { ...place, issue_number: pull, per_page: 100 });
        return all.map(({ id, body, user }) => ({ id, body: body ?? '', isByBot: user?.type === 'Bot' }));
      }),
    async createComment(pull, body) {
      await ask(() => issues.createComment({ ...place, issue_number: pull, body }));
    },
    async updateComment(id, body) {
      await ask(() => issues.updateComment({ ...place, comment_id: id, body }));
    },
  };
}

/** The status of an answer that says no; undefined for errors of other kinds. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

/** What is nice to know is done without where GitHub does not say. */
function unanswered(error: unknown): undefined {
  if (statusOf(error) === undefined) throw error;
  return undefined;
}

const MOST_RETRIES = 2;
const FIRST_WAIT_MS = 500;
/** GitHub's limits last up to an hour: longer than this nobody waits for a comment. */
const LONGEST_WAIT_MS = 10_000;

async function withRetries<T>(question: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await question();
    } catch (error) {
      const waitMs = waitBefore(error, attempt);
      if (attempt >= MOST_RETRIES || waitMs === undefined || waitMs > LONGEST_WAIT_MS) throw error;
      await sleep(waitMs, undefined, { signal });
    }
  }
}

/** How long to wait before asking again; undefined where the answer would be the same. */
function waitBefore(error: unknown, attempt: number): number | undefined {
  const status = statusOf(error);
  if (status === undefined) return undefined;
  const { headers = {} } =
    (error as { readonly response?: { readonly headers?: Readonly<Record<string, string>> } }).response ?? {};
  const asked = headers['retry-after'];
  if (asked !== undefined) return Number(asked) * 1000;
  if (headers['x-ratelimit-remaining'] === '0') return Number(headers['x-ratelimit-reset']) * 1000 - Date.now();
  return status >= 500 || status === 429 ? FIRST_WAIT_MS * 2 ** attempt : undefined;
}

function lastPage(link: string | undefined): number {
  return Number(/[?&]page=(\d+)[^>]*>; rel="last"/.exec(link ?? '')?.[1] ?? 1);
}
