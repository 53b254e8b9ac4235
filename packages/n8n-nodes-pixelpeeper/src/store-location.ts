import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { PostgresServer, StoreLocation } from './core-types';
import { RemoteError } from './thread/remote';

/** The store of n8n's `postgres` credential; without one, the SQLite file in n8n's own folder. */
export function storeLocation(credential: ICredentialDataDecryptedObject | undefined): StoreLocation {
  return credential ? postgresServer(credential) : `sqlite:${join(n8nFolder(), 'pixelpeeper', 'images.db')}`;
}

/** As n8n itself finds it. */
function n8nFolder(): string {
  const folder = join(process.env['N8N_USER_FOLDER'] ?? homedir(), '.n8n');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function postgresServer(credential: ICredentialDataDecryptedObject): PostgresServer {
  if (credential['sshTunnel'] === true)
    throw new RemoteError({
      name: 'StoreError',
      code: 'store_unavailable',
      message:
        'The PostgreSQL credential goes through an SSH tunnel, which is not supported here. Use one that connects directly.',
    });
  const { host, port, database, user, password, ssl, allowUnauthorizedCerts } = credential;
  return {
    host: host as string,
    port: Number(port),
    database: database as string,
    user: user as string,
    password: password as string,
    ssl: allowUnauthorizedCerts === true ? { rejectUnauthorized: false } : ssl !== undefined && ssl !== 'disable',
  };
}
