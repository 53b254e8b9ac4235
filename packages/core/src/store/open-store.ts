import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

const ACCEPTED = 'a store like `sqlite:pixelpeeper.db`, `sqlite:/data/pixelpeeper.db` or `sqlite::memory:`';

/**
 * Opens the store that a URL names: `sqlite:PATH`, with a relative or absolute path, or `sqlite::memory:`.
 * @throws TypeError when the URL names no store that there is.
 * @throws StoreError `store_unavailable` when the store cannot be used.
 */
export async function openStore(url: string): Promise<Store> {
  const path = /^sqlite:(?!\/\/)(.+)$/su.exec(url)?.[1];
  if (path === undefined) throw new TypeError(`Expected ${ACCEPTED}, got \`${withoutPassword(url)}\`.${hint(url)}`);
  return openSqliteStore(path);
}

function hint(url: string): string {
  if (/^postgres(ql)?:/iu.test(url)) return ' PostgreSQL is not available in this version.';
  const path = /^(?:sqlite:\/\/|file:)(.+)$/su.exec(url)?.[1] ?? url;
  if (/\.(db|db3|sqlite|sqlite3)$/iu.test(path)) return ` Write \`sqlite:${path}\`.`;
  return '';
}

/** A store's URL ends up in logs; its password must not. */
function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:@/]*):.*@/su, '$1:***@');
}
