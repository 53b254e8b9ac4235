import { mergeBase, parentsOf, resolveCommit } from './commits.ts';
import { GitError, type Repository } from './repository.ts';
import { fetchBeside, type Remote } from './side-repository.ts';
import { Refusal } from '../refusal.ts';
import type { PullRequest, RunContext } from '../run-context.ts';

/** The commit that a change starts from, and the repository that has it. */
export interface Base {
  readonly commit: string;
  readonly repository: Repository;
}

export interface BaseOptions {
  /** A commit that the user named, empty where that is left to the event, `none` for no comparison with one. */
  readonly named: string;
  readonly remote: Remote;
  /** Asks GitHub where two commits' histories have parted; undefined where it cannot say. */
  readonly askMergeBase: (base: string, head: string) => Promise<string | undefined>;
  readonly notice: (message: string) => void;
}

/**
 * Finds what the checked-out commit is to be compared with; undefined where all images are compared with each other: on a schedule, by hand, on the
 * first push of a branch.
 * @throws Refusal base_missing, event_unsafe
 */
export async function findBase(
  clone: Repository,
  head: string,
  context: RunContext,
  options: BaseOptions,
): Promise<Base | undefined> {
  const { event, pullRequest, before } = context;
  if (options.named === 'none') return undefined;
  if (options.named !== '') return obtain(clone, options.named, context, options);
  if (event === 'pull_request_target') throw unsafe();
  if (pullRequest) return obtain(clone, await baseOfPull(clone, head, pullRequest, options), context, options);
  if (before === undefined) return undefined;
  try {
    return await obtain(clone, before, context, options);
  } catch (error) {
    if (!(error instanceof Refusal) || event === 'merge_group') throw error;
    options.notice(`${error.message} All images are compared instead.`); // a forced push leaves a commit that is gone
    return undefined;
  }
}

/** GitHub's merge of both sides names its base itself. A checkout of the pull request's own head needs its history, or GitHub's word. */
async function baseOfPull(
  clone: Repository,
  head: string,
  pull: PullRequest,
  { askMergeBase }: BaseOptions,
): Promise<string> {
  const parents = await parentsOf(clone, head);
  if (parents.length === 2 && parents[1] === pull.head) return parents[0]!;
  return (await mergeBase(clone, pull.base, head)) ?? (await askMergeBase(pull.base, head)) ?? pull.base;
}

async function obtain(
  clone: Repository,
  name: string,
  { temporary }: RunContext,
  { remote }: BaseOptions,
): Promise<Base> {
  const known = (await resolveCommit(clone, name)) ?? (await resolveCommit(clone, `origin/${name}`));
  if (known !== undefined) return { commit: known, repository: clone };
  try {
    const repository = await fetchBeside(clone, { folder: temporary, commit: name, remote });
    return { commit: (await resolveCommit(repository, 'FETCH_HEAD'))!, repository };
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause;
    throw new Refusal(
      'base_missing',
      `The commit ${name}, which the change is compared with, is not in the clone and could not be fetched (${lastLine(cause.answer)}). Check that it exists and that the token may read contents, or set \`fetch-depth: 0\` at actions/checkout.`,
      { cause },
    );
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)!;
}

function unsafe(): Refusal {
  return new Refusal(
    'event_unsafe',
    'On pull_request_target the base branch is checked out, so there is nothing to compare, and checking out a stranger’s code there is dangerous. Use `on: pull_request`; for comments on pull requests of forks see examples/github/fork-comment.yml.',
  );
}
