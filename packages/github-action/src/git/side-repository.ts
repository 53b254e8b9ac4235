import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { repositoryAt, type Repository } from './repository.ts';

export interface Remote {
  readonly url: string;
  /** What GitHub is asked with; undefined where nothing is needed. */
  readonly token: string | undefined;
  /** The server that the token is for. */
  readonly serverUrl: string;
}

/**
 * Fetches a commit with its trees, and without the contents of files, into a bare repository of its own, which has the clone as alternate: a fetch
 * into the clone would write settings there that later steps would meet.
 * @param folder where the new repository's folder is made.
 * @param commit an id, a branch or a tag.
 * @returns the repository, which knows the commit as FETCH_HEAD.
 * @throws GitError when the remote has no such commit or does not answer.
 */
export async function fetchBeside(
  clone: Repository,
  { folder, commit, remote }: { readonly folder: string; readonly commit: string; readonly remote: Remote },
): Promise<Repository> {
  const gitDir = await mkdtemp(join(folder, 'pixelpeeper-base-'));
  const objects = (await clone.git(['rev-parse', '--path-format=absolute', '--git-path', 'objects'])).toString().trim();
  const format = (await clone.git(['rev-parse', '--show-object-format'])).toString().trim();
  await clone.git(['init', '--quiet', '--bare', `--object-format=${format}`, gitDir]);
  await writeFile(join(gitDir, 'objects', 'info', 'alternates'), `${objects}\n`);
  const side = repositoryAt({ gitDir });
  const options = [
    '--quiet',
    '--depth=1',
    '--filter=blob:none',
    '--no-tags',
    '--no-write-commit-graph',
    '--no-auto-maintenance',
  ];
  await side.git(['fetch', ...options, '--', remote.url, commit], { env: signIn(remote), timeoutMs: FETCH_TIMEOUT_MS });
  return side;
}

const FETCH_TIMEOUT_MS = 300_000;

/** By environment: what stands in a command line, other programs can read. */
function signIn({ url, token, serverUrl }: Remote): Record<string, string> {
  if (token === undefined || token === '' || !url.startsWith(`${serverUrl}/`)) return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${serverUrl}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}
