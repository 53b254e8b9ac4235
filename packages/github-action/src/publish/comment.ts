import { createHash } from 'node:crypto';

import { statusOf, type Comment, type GitHubApi } from './github-api.ts';

/** GitHub refuses longer ones. */
export const MOST_COMMENT_CHARACTERS = 65_536;

export interface CommentOptions {
  readonly pull: number;
  /** What tells this job's comment from those of others. */
  readonly job: string;
  readonly when: 'always' | 'on-findings';
  readonly hasFindings: boolean;
  readonly notice: (message: string) => void;
}

/**
 * Keeps one comment at a pull request up to date: it is found again by a mark that does not show, and says when all is resolved. What GitHub refuses
 * is a notice, since the token of a fork's pull request may only read.
 */
export async function keepComment(api: GitHubApi, body: string, options: CommentOptions): Promise<void> {
  const { pull, job, when, hasFindings, notice } = options;
  const mark = `<!-- pixelpeeper ${createHash('sha256').update(job).digest('hex').slice(0, 16)} -->`;
  try {
    const earlier = ownComment(await api.comments(pull), mark);
    if (earlier) {
      const wasFound = hasFindings || earlier.body.includes(FOUND);
      const next = compose(mark, hasFindings || !wasFound ? body : `${RESOLVED}\n\n${body}`, wasFound);
      if (earlier.body !== next) await api.updateComment(earlier.id, next);
    } else if (hasFindings || when === 'always') await api.createComment(pull, compose(mark, body, hasFindings));
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined) throw error;
    notice(`The pull request got no comment: ${explain(status, error as Error)} The job summary says the same.`);
  }
}

/** Stands in a comment that has told of findings: when there are none any more, they are resolved. */
const FOUND = '<!-- found -->';
const RESOLVED = '**Resolved:** what was found before is mended.';

function compose(mark: string, body: string, wasFound: boolean): string {
  return [mark, ...(wasFound ? [FOUND] : []), body].join('\n');
}

/** Anyone can write the mark; a bot's comment is the likelier one to be ours. */
function ownComment(comments: readonly Comment[], mark: string): Comment | undefined {
  const marked = comments.filter(({ body }) => body.startsWith(mark));
  return marked.find(({ isByBot }) => isByBot) ?? marked[0];
}

function explain(status: number, error: Error): string {
  if (status === 403 || status === 404)
    return 'the token may not write one. That is so for pull requests from forks; otherwise give the job `permissions: pull-requests: write`.';
  return `GitHub answered ${status} (${error.message.split('\n')[0] ?? ''}).`;
}
