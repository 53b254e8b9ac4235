import { DatabaseError } from 'pg';

import { StoreError } from '../errors.ts';
import type { ServerSettings } from './postgres-server.ts';
import { ConnectionLost, NotConnected } from './postgres-session.ts';

/** An image is too large to be kept in the queue. */
export class ImageTooLarge extends Error {}

type Explain = (settings: ServerSettings) => string;

const RETRY_CODES: readonly string[] = ['40P01', '40001'];
const LOST = 'The connection was lost. Check that the server runs, and try again.';
const SSL_ADVICE =
  'Name the certificate authority with `sslrootcert=FILE`, or encrypt without verifying: `sslmode=require`.';
const NO_CERTIFICATE: Explain = () => `shows a certificate that cannot be verified. ${SSL_ADVICE}`;

/** What to say of SQLSTATE codes (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const STATES: ReadonlyMap<string, Explain> = new Map<string, Explain>([
  ['28P01', ({ user }) => `refuses the password of ${user}. Check the user and the password.`],
  [
    '28000',
    ({ user }) =>
      `does not let ${user} in from here. Check the user, the server's pg_hba.conf, and whether it demands SSL (\`sslmode=require\`).`,
  ],
  ['3D000', () => 'does not exist. Create the database with `createdb`, or name another one.'],
  [
    '42501',
    ({ user, schema }) =>
      `does not let ${user} do this. As its administrator, run \`CREATE SCHEMA IF NOT EXISTS "${schema}" AUTHORIZATION "${user}"\`, or grant ${user} the rights to what is in the schema.`,
  ],
  ['42P01', ({ schema }) => `has lost a table of the schema ${schema}. Restore it, or drop the schema and begin anew.`],
  ['3F000', ({ schema }) => `has lost the schema ${schema}. Open the store again to make it anew.`],
  ['25006', () => 'takes no writes: it is a read-only copy. Name the primary server.'],
  ['53100', () => 'cannot grow: the disk is full. Free some space on the server.'],
  ['53200', () => 'is out of memory. Free memory on the server, or ask for fewer records at once.'],
  ['53300', () => 'has no connection free. Raise its max_connections, or run fewer processes.'],
  ['54000', () => 'cannot take a value that large. Leave this image out.'],
  ['57014', () => 'took too long to answer. Try again when it is less busy.'],
  ['55P03', () => 'is kept locked by another process. Try again, or stop the other process.'],
  ['40P01', () => 'is kept locked by other processes. Try again.'],
  ['40001', () => 'is kept locked by other processes. Try again.'],
  ['57P03', () => 'is starting up or shutting down. Try again in a moment.'],
  ['XX001', () => 'is damaged. Restore it from a backup.'],
  ['XX002', () => 'has a damaged index. Mend it with `REINDEX`.'],
]);

/** What to say of the codes of Node's sockets, DNS and TLS on connecting. */
const SYSTEM_ERRORS: ReadonlyMap<string, Explain> = new Map<string, Explain>([
  ['ECONNREFUSED', () => 'does not answer: nothing listens there. Start the server, or check host and port.'],
  ['ENOENT', () => 'does not answer: there is no such socket. Start the server, or check the folder.'],
  ['EACCES', () => 'does not answer: its socket may not be used. Check its permissions.'],
  ['ENOTFOUND', () => 'is unknown: its host has no address. Check the host.'],
  ['EAI_AGAIN', () => 'is unknown: its host could not be looked up. Check the host and the network.'],
  ['EHOSTUNREACH', () => 'cannot be reached. Check the host and the network.'],
  ['ENETUNREACH', () => 'cannot be reached. Check the host and the network.'],
  ['ETIMEDOUT', () => 'does not answer in time. Check host, port and firewall.'],
  [
    'ECONNRESET',
    () => 'closed the connection. Check that this is PostgreSQL, and whether it demands SSL (`sslmode=require`).',
  ],
  ['SELF_SIGNED_CERT_IN_CHAIN', NO_CERTIFICATE],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', NO_CERTIFICATE],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', NO_CERTIFICATE],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', NO_CERTIFICATE],
  ['CERT_HAS_EXPIRED', () => 'shows a certificate that has expired. Renew it on the server.'],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    () => 'shows a certificate of another host. Check the host, or use `sslmode=verify-ca`.',
  ],
]);

/** pg gives these no code: what their messages begin with. */
const MESSAGES: readonly (readonly [string, Explain])[] = [
  ['SASL', ({ user }) => `asks for a password of ${user}, and none was given. Add it to the URL, or set PGPASSWORD.`],
  ['The server does not support SSL', () => 'does not offer SSL. Turn it on there, or leave out `sslmode`.'],
  ['Connection terminated due to', () => 'does not answer in time. Check host, port and firewall.'],
  ['timeout expired', () => 'does not answer in time. Check host, port and firewall.'],
  ['Connection terminated unexpectedly', () => 'closed the connection. Check that this is PostgreSQL.'],
  ['Query read timeout', () => 'took too long to answer. Try again when it is less busy.'],
];

/** A sentence on what happened to the store and one on what to do; undefined when the error is a defect of ours. */
export function explainFailure(error: unknown, settings: ServerSettings): string | undefined {
  if (error instanceof StoreError) return error.message;
  if (error instanceof ImageTooLarge) return `${settings.name} cannot take ${error.message}`;
  if (error instanceof ConnectionLost) return `${settings.name} went away. ${LOST}`;
  const cause = error instanceof NotConnected ? error.cause : error;
  const explanation = explanationOf(cause)?.(settings);
  return explanation === undefined ? undefined : `${settings.name} ${explanation}`;
}

/** Whether what failed has been undone for certain by the server, and would do well at the next attempt. */
export function isUndone(error: unknown): boolean {
  if (error instanceof ConnectionLost) return !error.mayHaveCommitted;
  return error instanceof DatabaseError && RETRY_CODES.includes(error.code ?? '');
}

function explanationOf(error: unknown): Explain | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return (
    (error instanceof DatabaseError ? STATES : SYSTEM_ERRORS).get(code) ??
    MESSAGES.find(([start]) => message.startsWith(start))?.[1]
  );
}
