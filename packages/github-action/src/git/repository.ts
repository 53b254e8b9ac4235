import { spawn } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';

import { Refusal } from '../refusal.ts';

export interface GitOptions {
  readonly input?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Git said no: what it was asked and what it answered. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly answer: string;

  constructor(args: readonly string[], answer: string) {
    super(`git ${args[0] ?? ''} failed: ${answer.trim() || 'it said nothing'}`);
    this.answer = answer;
  }
}

/** A repository that git is asked about; nothing is ever written to it. */
export interface Repository {
  /** What `--git-dir` is to be, or the working folder. */
  readonly place: GitPlace;
  /** @throws GitError when git fails, Refusal git_missing when there is none. */
  git(args: readonly string[], options?: GitOptions): Promise<Buffer>;
}

export type GitPlace = { readonly folder: string } | { readonly gitDir: string };

export function repositoryAt(place: GitPlace): Repository {
  return { place, git: (args, options) => runGit(place, args, options) };
}

/** Arguments before a command. The folder belongs to another user where a job runs in a container: whose it is does not matter for reading. */
export function placeArguments(place: GitPlace): string[] {
  const where = 'folder' in place ? ['-C', place.folder] : [`--git-dir=${place.gitDir}`];
  return ['-c', 'safe.directory=*', '-c', 'core.quotePath=false', ...where];
}

/** Asks for no passwords, takes no locks, and says things in English. */
export const GIT_ENV = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };

async function runGit(place: GitPlace, args: readonly string[], options: GitOptions = {}): Promise<Buffer> {
  const child = spawn('git', [...placeArguments(place), ...args], {
    env: { ...process.env, ...GIT_ENV, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: options.timeoutMs,
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  child.stdin.on('error', () => undefined); // git may end before it has read all: its exit code says so
  child.stdin.end(options.input ?? '');
  try {
    const [out, answer, code] = await Promise.all([buffer(child.stdout), text(child.stderr), exit]);
    if (code !== 0) throw new GitError(args, answer);
    return out;
  } catch (cause) {
    throw isMissing(cause) ? gitMissing(cause) : cause;
  }
}

export function gitMissing(cause: unknown): Refusal {
  return new Refusal('git_missing', 'There is no git on this runner. Install it before this step.', { cause });
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'; // of another realm in some embedders
}
