import picomatch from 'picomatch';

import type { TreeFile } from './git/tree.ts';

/**
 * What the change did to an image: brought it in under a new path or with new contents, moved it, or nothing. Where all images are compared with
 * each other, all are new.
 */
export type Role = 'new' | 'moved' | 'committed';

export interface TrackedImage {
  readonly path: string;
  readonly blob: string;
  readonly role: Role;
  readonly split: string | null;
  /** The split it was in before it was moved. */
  readonly formerSplit: string | null;
}

export interface Changes {
  readonly images: readonly TrackedImage[];
  /** Links and submodules that the globs name: what they lead to is not looked at. */
  readonly skipped: { readonly symlinks: number; readonly submodules: number };
}

export interface ChangeOptions {
  readonly paths: readonly string[];
  readonly ignore: readonly string[];
  readonly splitOf: (path: string) => string | null;
}

/** @param base the files before the change; undefined where all images of `head` are compared with each other. */
export function findChanges(
  head: readonly TreeFile[],
  base: readonly TreeFile[] | undefined,
  { paths, ignore, splitOf }: ChangeOptions,
): Changes {
  const isNamed = picomatch([...paths], { nocase: true, dot: true, ...(ignore.length > 0 && { ignore: [...ignore] }) });
  const named = head.filter(({ path }) => isNamed(path));
  const files = named.filter(({ kind }) => kind === 'file');
  const roleOf = base ? rolesAgainst(head, base) : () => ({ role: 'new' as const, formerPath: null });
  return {
    images: files.map((file) => {
      const { role, formerPath } = roleOf(file);
      const { path, blob } = file;
      return { path, blob, role, split: splitOf(path), formerSplit: formerPath === null ? null : splitOf(formerPath) };
    }),
    skipped: {
      symlinks: named.filter(({ kind }) => kind === 'symlink').length,
      submodules: named.filter(({ kind }) => kind === 'submodule').length,
    },
  };
}

interface Past {
  readonly role: Role;
  readonly formerPath: string | null;
}

/** A path that is gone accounts for one new path with the same contents: that file was moved. */
function rolesAgainst(head: readonly TreeFile[], base: readonly TreeFile[]): (file: TreeFile) => Past {
  const before = blobsByPath(base);
  const now = blobsByPath(head);
  const gone = Map.groupBy(
    base.filter(({ path, blob }) => now.get(path) !== blob),
    ({ blob }) => blob,
  );
  return ({ path, blob }) => {
    if (before.get(path) === blob) return { role: 'committed', formerPath: null };
    const from = gone.get(blob)?.shift();
    return from ? { role: 'moved', formerPath: from.path } : { role: 'new', formerPath: null };
  };
}

/** Made without a list of pairs, which would take more memory than the map. */
function blobsByPath(files: readonly TreeFile[]): Map<string, string> {
  const blobs = new Map<string, string>();
  for (const { path, blob } of files) blobs.set(path, blob);
  return blobs;
}
