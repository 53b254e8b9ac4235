import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { isCompanionFile } from './companion-files.ts';

export interface FolderFiles {
  /** Paths relative to the folder with `/`, sorted. */
  readonly names: readonly string[];
  /** Subfolders that could not be searched, and why. */
  readonly unreadable: readonly { readonly name: string; readonly error: unknown }[];
}

/**
 * The files in a folder and its subfolders, without hidden ones and what is known not to be an image. A link to a file counts, unless it leads
 * to one that is found here anyway; links to folders are not followed, as they may lead in circles.
 * @throws the system's error when the folder itself cannot be read.
 */
export async function folderFiles(folder: string): Promise<FolderFiles> {
  const root = await realpath(folder);
  const names: string[] = [];
  const unreadable: { name: string; error: unknown }[] = [];
  const search = async (within: string): Promise<void> => {
    const entries = await readdir(join(root, within), { withFileTypes: true });
    for (const entry of entries) {
      const name = within === '' ? entry.name : `${within}/${entry.name}`;
      if (isHidden(entry.name)) continue;
      if (entry.isDirectory()) await search(name).catch((error: unknown) => unreadable.push({ name, error }));
      else if (isCompanionFile(name)) continue;
      else if (entry.isFile() || (entry.isSymbolicLink() && (await leadsToNewFile(root, name)))) names.push(name);
    }
  };
  await search('');
  return { names: names.sort(), unreadable };
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}

/** A broken link counts: reading it says what is wrong. */
async function leadsToNewFile(root: string, name: string): Promise<boolean> {
  try {
    const target = await realpath(join(root, name));
    return (await stat(target)).isFile() && !isFoundIn(root, target);
  } catch {
    return true;
  }
}

function isFoundIn(root: string, file: string): boolean {
  const parts = relative(root, file).split(sep);
  return !parts.some(isHidden) && !isCompanionFile(file); // ".." counts as hidden
}
