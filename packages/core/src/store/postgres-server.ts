import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

import { Client, type ClientConfig } from 'pg';

import { withoutPassword } from './store-address.ts';
import { storeUnavailable } from './store-errors.ts';

/** A PostgreSQL server and the database on it; what is left out comes from PGHOST, PGUSER, PGPASSWORD and so on, as for psql. */
export interface PostgresServer {
  /** Name, address, or the folder of a Unix socket. Default localhost. */
  readonly host?: string | undefined;
  /** Default 5432. */
  readonly port?: number | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** True demands SSL with a certificate that can be verified; options of node:tls say otherwise. Default false. */
  readonly ssl?: boolean | ConnectionOptions | undefined;
  /** The schema that holds the store's tables and nothing else; made when it is not there. Default `pixelpeeper`. */
  readonly schema?: string | undefined;
}

/** Where a store's tables are and how they are reached. */
export interface ServerSettings {
  /** The database's address without its password, for messages. */
  readonly name: string;
  readonly user: string;
  readonly schema: string;
  readonly client: ClientConfig;
}

const DEFAULT_SCHEMA = 'pixelpeeper';

/** `allow` and `prefer` are left out: they fall back to no encryption in silence. */
const SSL_MODES: readonly string[] = ['disable', 'require', 'no-verify', 'verify-ca', 'verify-full'];

/**
 * Reads where a store is: `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require&schema=NAME`, or the same as an object.
 * `sslmode` means what it means to psql: `require` encrypts, `verify-full` verifies the certificate too.
 * @throws TypeError when the URL or its sslmode cannot be understood.
 * @throws StoreError `store_unavailable` when a file that the URL names (sslrootcert, sslcert, sslkey) cannot be read.
 */
export function serverSettings(server: string | PostgresServer): ServerSettings {
  const { schema = DEFAULT_SCHEMA, ...client } = typeof server === 'string' ? readUrl(server) : server;
  if (schema === '') throw new TypeError('Expected `schema` to name a schema, got an empty string');
  const { host, port, database = '', user = '' } = resolve(client);
  return { name: addressOf({ host, port, database, user }), user, schema, client };
}

function readUrl(url: string): ClientConfig & { readonly schema?: string | undefined } {
  const parameters = new URLSearchParams(/\?(.*)$/su.exec(url)?.[1]);
  checkSslMode(parameters);
  for (const file of ['sslrootcert', 'sslcert', 'sslkey']) checkReadable(parameters.get(file), url);
  const schema = parameters.get('schema') ?? undefined;
  // Without it, pg takes `require` for `verify-full`, and warns that it will not for long.
  const mark = parameters.size === 0 ? '?' : '&';
  const isLibpqMode = parameters.has('sslmode') && parameters.get('sslmode') !== 'no-verify';
  const connectionString = isLibpqMode ? `${url}${mark}uselibpqcompat=true` : url;
  try {
    resolve({ connectionString });
  } catch {
    // No cause: pg's error may hold the URL, and with it the password.
    throw new TypeError(
      `Expected a URL like \`postgres://USER:PASSWORD@HOST:5432/DATABASE\`, got \`${withoutPassword(url)}\`. Write characters such as @, / and # in a password as %40, %2F and %23.`,
    );
  }
  return { connectionString, schema };
}

function checkSslMode(parameters: URLSearchParams): void {
  const mode = parameters.get('sslmode');
  if (mode === null) return;
  if (!SSL_MODES.includes(mode))
    throw new TypeError(`Expected \`sslmode\` to be one of ${SSL_MODES.join(', ')}, got \`${mode}\``);
  if (mode === 'verify-ca' && !parameters.has('sslrootcert'))
    throw new TypeError('Expected `sslrootcert` beside `sslmode=verify-ca`, got none. Without one, use `verify-full`.');
}

function checkReadable(file: string | null, url: string): void {
  if (file === null) return;
  try {
    readFileSync(file);
  } catch (cause) {
    const message = `The file ${file} of the store's URL cannot be read. Check its name and permissions.`;
    throw storeUnavailable(withoutPassword(url), message, cause);
  }
}

/** What pg makes of a configuration and the environment; nothing is connected. */
function resolve(config: ClientConfig): Pick<Client, 'host' | 'port' | 'database' | 'user'> {
  return new Client(config);
}

function addressOf({ host, port, database, user }: Pick<Client, 'host' | 'port' | 'database' | 'user'>): string {
  const who = encodeURIComponent(user ?? '');
  const what = encodeURIComponent(database ?? '');
  // A host that begins with / is the folder of a Unix socket.
  if (host.startsWith('/')) return `postgres://${who}@/${what}?host=${host}&port=${port}`;
  return `postgres://${who}@${host.includes(':') ? `[${host}]` : host}:${port}/${what}`;
}
