import { PostgresConnection } from './postgres-connection.ts';
import { serverSettings, type PostgresServer } from './postgres-server.ts';
import { RowStore } from './row-store.ts';
import type { Store } from './store.ts';

/**
 * Opens a store in a PostgreSQL database, 14 or newer, which many processes on many machines may share. Its tables stand in a schema of
 * their own, `pixelpeeper` by default, which is made when it is not there, so that nothing of another program in the database is touched.
 * @throws TypeError when the server's URL cannot be understood.
 * @throws StoreError `store_unavailable` when the database cannot be reached, read or written, or the schema is not one of ours.
 */
export async function openPostgresStore(server: string | PostgresServer): Promise<Store> {
  return new RowStore(await PostgresConnection.open(serverSettings(server)));
}
