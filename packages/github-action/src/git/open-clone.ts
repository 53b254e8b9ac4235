import { resolveCommit } from './commits.ts';
import { GitError, repositoryAt, type Repository } from './repository.ts';
import { Refusal } from '../refusal.ts';

/**
 * The repository that was checked out, and the commit.
 * @throws Refusal git_missing, no_repository
 */
export async function openClone(folder: string): Promise<{ readonly clone: Repository; readonly head: string }> {
  const clone = repositoryAt({ folder });
  try {
    await clone.git(['rev-parse', '--git-dir']);
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause;
    throw noRepository('There is no git repository in the working folder.', cause);
  }
  const head = await resolveCommit(clone, 'HEAD');
  if (head === undefined) throw noRepository('The repository in the working folder has no commit.');
  return { clone, head };
}

function noRepository(what: string, cause?: unknown): Refusal {
  return new Refusal('no_repository', `${what} Put \`- uses: actions/checkout@v5\` before this step.`, { cause });
}

/** Where the clone came from; undefined where it has no remote. */
export async function remoteUrl(clone: Repository): Promise<string | undefined> {
  try {
    return (await clone.git(['remote', 'get-url', 'origin'])).toString().trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
