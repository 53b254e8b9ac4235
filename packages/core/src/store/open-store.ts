import type { PostgresServer } from './postgres-server.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { withoutPassword } from './store-address.ts';
import type { Store } from './store.ts';

/** A store's URL, or a PostgreSQL server in its parts. */
export type StoreLocation = string | PostgresServer;

const ACCEPTED =
  'a store like `sqlite:pixelpeeper.db`, `sqlite:/data/pixelpeeper.db`, `sqlite::memory:` or `postgres://USER:PASSWORD@HOST/DATABASE`';

/**
 * Opens the store that a URL names: `sqlite:PATH`, with a relative or absolute path, `sqlite::memory:`, or
 * `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require&schema=NAME`, which an object can say as well.
 * @throws TypeError when the URL names no store that there is.
 * @throws StoreError `store_unavailable` when the store cannot be used.
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  if (typeof location !== 'string' || /^postgres(ql)?:\/\//iu.test(location)) {
    // Loaded when it is needed: most programs never do.
    const { openPostgresStore } = await import('./postgres-store.ts');
    return openPostgresStore(location);
  }
  const path = /^sqlite:(?!\/\/)(.+)$/su.exec(location)?.[1];
  if (path === undefined)
    throw new TypeError(`Expected ${ACCEPTED}, got \`${withoutPassword(location)}\`.${hint(location)}`);
  return openSqliteStore(path);
}

function hint(url: string): string {
  const path = /^(?:sqlite:\/\/|file:)(.+)$/su.exec(url)?.[1] ?? url;
  if (/\.(db|db3|sqlite|sqlite3)$/iu.test(path)) return ` Write \`sqlite:${path}\`.`;
  return '';
}
