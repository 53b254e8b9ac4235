import { StoreError } from '../errors.ts';

const BUSY = 5;
const LOCKED = 6;

/** What to say of SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const RESULTS: ReadonlyMap<number, string> = new Map([
  [3, 'may not be read or written. Change its permissions, or use another place.'],
  [BUSY, 'is kept locked by another process. Try again, or stop the other process.'],
  [LOCKED, 'is kept locked by another process. Try again, or stop the other process.'],
  [7, 'needs more memory than there is. Free memory, or ask for fewer records at once.'],
  [8, 'may not be written. Change its permissions, or use another place.'],
  [10, 'could not be read or written: the disk reports an error. Check the disk.'],
  [11, 'is damaged. Restore it from a backup, or recover it with `sqlite3 FILE .recover`.'],
  [13, 'cannot grow: the disk is full. Free some space.'],
  [14, 'could not be opened. Check that its folder can be written.'],
  [18, 'cannot take a value of more than a gigabyte. Leave this image out.'],
  [26, 'is not an SQLite database. Use another name, or move this file away.'],
]);

/** What to say of the system's error codes, on making or opening the file. */
const SYSTEM_ERRORS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'may not be read or written. Change its permissions, or use another place.'],
  ['EPERM', 'may not be read or written. Change its permissions, or use another place.'],
  ['EROFS', 'is on a read-only disk. Use another place.'],
  ['EISDIR', 'is a folder. Name a file in it, such as pixelpeeper.db.'],
  ['ENOTDIR', 'lies beneath something that is no folder. Use another place.'],
  ['EEXIST', 'lies beneath something that is no folder. Use another place.'],
  ['ENOENT', 'lies in a folder that cannot be made. Use another place.'],
  ['ENAMETOOLONG', 'is too long a name. Use a shorter one.'],
  ['ENOSPC', 'cannot grow: the disk is full. Free some space.'],
  ['EMFILE', 'could not be opened: this process has too many files open. Close some, or raise its limit.'],
]);

/** A sentence on what happened to the store and one on what to do; undefined when the error is a defect of ours. */
export function explainFailure(error: unknown, path: string): string | undefined {
  if (error instanceof StoreError) return error.message;
  if (typeof error !== 'object' || error === null) return undefined;
  const result = resultCode(error);
  const explanation = result === undefined ? SYSTEM_ERRORS.get(systemCode(error) ?? '') : RESULTS.get(result);
  return explanation === undefined ? undefined : `${path} ${explanation}`;
}

export function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && [BUSY, LOCKED].includes(resultCode(error) ?? 0);
}

/** The primary result code is the low byte of an extended one. */
function resultCode(error: object): number | undefined {
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

function systemCode(error: object): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
