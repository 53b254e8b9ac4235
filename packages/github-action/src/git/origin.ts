import { isShallow } from './commits.ts';
import { GitError, type Repository } from './repository.ts';

/** When a file came, and by which commit. */
export interface Origin {
  readonly commit: string;
  /** 2026-05-17 */
  readonly date: string;
}

/** Looking through a long history takes longer than anyone waits for one line of a report. */
const TIMEOUT_MS = 5_000;

/**
 * The commits that files came with, asked of the clone, or of GitHub where the clone is too shallow to tell.
 * @param ask GitHub's answer; undefined where there is none.
 */
export async function originsOf(
  clone: Repository,
  paths: readonly string[],
  ask: (path: string) => Promise<Origin | undefined>,
): Promise<Map<string, Origin>> {
  const isLocal = !(await isShallow(clone));
  const origins = new Map<string, Origin>();
  for (const path of paths) {
    const origin = isLocal ? await localOrigin(clone, path) : await ask(path);
    if (origin) origins.set(path, origin);
  }
  return origins;
}

async function localOrigin(clone: Repository, path: string): Promise<Origin | undefined> {
  try {
    const options = ['--max-count=1', '--diff-filter=AR', '--format=%H %cs', '--no-show-signature'];
    const line = (await clone.git(['log', ...options, '--', `:(literal,top)${path}`], { timeoutMs: TIMEOUT_MS }))
      .toString()
      .trim();
    const [commit, date] = line.split(' ');
    return commit && date ? { commit, date } : undefined;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
