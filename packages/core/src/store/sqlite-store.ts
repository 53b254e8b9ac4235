import { resolve } from 'node:path';

import { RowStore } from './row-store.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import type { Durability } from './sqlite-database.ts';
import type { Store } from './store.ts';

export interface SqliteStoreOptions {
  /**
   * What acknowledged work survives: `process` (the default) any end of the process, `power` also a power cut, at the cost of a disk
   * sync for each group of writes.
   */
  readonly durability?: Durability | undefined;
}

/**
 * Opens a store in an SQLite file, which is made with its folder when it is not there; `:memory:` is a store that is gone when it is
 * closed. Several processes may have the same file open. The file must be on a local disk to be fast: on a network file system the
 * write-ahead log is left out.
 * @throws TypeError when path is empty.
 * @throws StoreError `store_unavailable` when the file cannot be made, read or written, is no SQLite database or not one of ours.
 */
export async function openSqliteStore(
  path: string,
  { durability = 'process' }: SqliteStoreOptions = {},
): Promise<Store> {
  if (path === '') throw new TypeError('Expected `path` to name a file, got an empty string');
  const absolute = path === ':memory:' ? path : resolve(path);
  return new RowStore(await SqliteConnection.open({ path: absolute, durability }));
}
