import { pathText } from './path-text.ts';
import type { Repository } from './repository.ts';

export interface TreeFile {
  readonly path: string;
  /** Object id, 40 or 64 hex digits. */
  readonly blob: string;
  readonly kind: 'file' | 'symlink' | 'submodule';
}

/** Every file of a commit, in git's order. */
export async function listTree(repository: Repository, commit: string): Promise<TreeFile[]> {
  return parseTree(await repository.git(['ls-tree', '-r', '-z', '--full-tree', commit]));
}

/** What `git ls-tree -r -z` prints. */
export function parseTree(output: Buffer): TreeFile[] {
  const files: TreeFile[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at);
    const tab = output.indexOf(9, at);
    const mode = output.toString('latin1', at, output.indexOf(32, at));
    const blob = output.toString('latin1', output.lastIndexOf(32, tab) + 1, tab);
    files.push({ path: pathText(output.subarray(tab + 1, end)), blob, kind: KINDS[mode] ?? 'file' });
    at = end + 1;
  }
  return files;
}

const KINDS: Readonly<Record<string, TreeFile['kind']>> = { '120000': 'symlink', '160000': 'submodule' };
