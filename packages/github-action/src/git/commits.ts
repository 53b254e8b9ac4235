import { GitError, type Repository } from './repository.ts';

/** A commit's parents, as the commit itself names them: those of a shallow clone too, which `HEAD^1` would not find. */
export async function parentsOf(repository: Repository, commit: string): Promise<string[]> {
  const text = (await repository.git(['cat-file', '-p', commit])).toString();
  const head = text.slice(0, text.indexOf('\n\n'));
  return Array.from(head.matchAll(/^parent ([0-9a-f]+)$/gm), ([, id]) => id!);
}

/** The id of a commit that is named by its id, a branch or a tag; undefined where the repository does not have it. */
export async function resolveCommit(repository: Repository, name: string): Promise<string | undefined> {
  return orUndefined(repository.git(['rev-parse', '--quiet', '--verify', '--end-of-options', `${name}^{commit}`]));
}

/** Where two lines of history have parted; undefined where the clone is too shallow to tell. */
export async function mergeBase(repository: Repository, a: string, b: string): Promise<string | undefined> {
  return orUndefined(repository.git(['merge-base', a, b]));
}

export async function isShallow(repository: Repository): Promise<boolean> {
  return (await repository.git(['rev-parse', '--is-shallow-repository'])).toString().trim() === 'true';
}

async function orUndefined(answer: Promise<Buffer>): Promise<string | undefined> {
  try {
    return (await answer).toString().trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
