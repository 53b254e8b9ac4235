import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { runSql, startPostgres, withParameters, type OwnPostgres } from '../../fixtures/postgres-server.ts';
import { newRecord, type ImageRecord } from '../record.ts';
import { openStore } from './open-store.ts';
import type { PostgresServer } from './postgres-server.ts';

const server = await startPostgres({ listen_addresses: '127.0.0.1', password_encryption: 'scram-sha-256' });
afterAll(() => server?.stop());

(server ? describe : describe.skip)('a PostgreSQL server', () => {
  // Nothing of this is used where there is no server.
  const own = server as OwnPostgres;
  const port = server?.port;
  const tcp: PostgresServer = { host: '127.0.0.1', port, database: 'postgres', user: 'tester' };
  const address = `postgres://tester@127.0.0.1:${port}/postgres`;
  beforeAll(async () => {
    await runSql(own, "CREATE ROLE guest LOGIN PASSWORD 'se/cret'; CREATE ROLE poor LOGIN");
    const [{ hba }] = (await runSql<{ hba: string }>(own, "SELECT current_setting('hba_file') AS hba")) as [
      { hba: string },
    ];
    const rules = [
      'host all guest 127.0.0.1/32 scram-sha-256',
      'host all tester,poor 127.0.0.1/32 trust',
      'local all all trust',
    ];
    const copies = rules.map((rule) => `('${rule}')`).join();
    await runSql(own, `COPY (SELECT * FROM (VALUES ${copies}) AS rule) TO '${hba}'; SELECT pg_reload_conf()`);
  });

  it('is taken as an object too', async () => {
    await using store = await openStore({ ...tcp, schema: 'an "object' });
    const record = pending();
    await store.put(record);
    expect(await store.get(record.id)).toEqual(record);
    expect(await runSql(own, 'SELECT version FROM "an ""object".pixelpeeper_version')).toEqual([{ version: 2 }]);
  });

  it('refuses a wrong password, and a missing one, which no error shows', async () => {
    const refused = openStore(`postgres://guest:wr0ng%2Fpass@127.0.0.1:${own.port}/postgres`);
    const where = `postgres://guest@127.0.0.1:${own.port}/postgres`;
    await expect(refused).rejects.toMatchObject(
      unavailable(where, 'refuses the password of guest. Check the user and the password.'),
    );
    const error = await refused.catch((reason: unknown) => reason);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('wr0ng');
    await expect(openStore({ ...tcp, user: 'guest' })).rejects.toMatchObject(
      unavailable(where, 'asks for a password of guest, and none was given. Add it to the URL, or set PGPASSWORD.'),
    );
  });

  it('has no such database, or no such role', async () => {
    await expect(openStore({ ...tcp, database: 'photos' })).rejects.toMatchObject(
      unavailable(
        `postgres://tester@127.0.0.1:${own.port}/photos`,
        'does not exist. Create the database with `createdb`, or name another one.',
      ),
    );
    await expect(openStore({ ...tcp, user: 'stranger' })).rejects.toThrow('does not let stranger in from here.');
  });

  it('says what a role without rights needs, and takes it once it has a schema', async () => {
    const poor = { ...tcp, user: 'poor', schema: 'poor_one' };
    await expect(openStore(poor)).rejects.toMatchObject(
      unavailable(
        `postgres://poor@127.0.0.1:${own.port}/postgres`,
        'does not let poor do this. As its administrator, run `CREATE SCHEMA IF NOT EXISTS "poor_one" AUTHORIZATION "poor"`, or grant poor the rights to what is in the schema.',
      ),
    );
    await runSql(own, 'CREATE SCHEMA IF NOT EXISTS "poor_one" AUTHORIZATION "poor"');
    await using store = await openStore(poor);
    expect(await store.countUnfinished()).toBe(0);
  });

  it('is left as it is when the schema is of another program, or of a newer version', async () => {
    await runSql(own, 'CREATE SCHEMA other; CREATE TABLE other.records (id int)');
    await expect(openStore({ ...tcp, schema: 'other' })).rejects.toMatchObject({
      message: `The schema other of ${address} holds tables of another program. Give the store a schema of its own, as in \`?schema=pixelpeeper\`.`,
    });
    await (await openStore({ ...tcp, schema: 'newer' })).close();
    await runSql(own, 'UPDATE newer.pixelpeeper_version SET version = 99');
    await expect(openStore({ ...tcp, schema: 'newer' })).rejects.toMatchObject({
      message: `The schema newer of ${address} was written by a newer version of PixelPeeper (schema 99, this one reads 2). Update PixelPeeper, or use another schema.`,
    });
  });

  it('has a database that is not in UTF-8', async () => {
    await runSql(own, "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    await expect(openStore({ ...tcp, database: 'latin' })).rejects.toThrow(
      "keeps its text in LATIN1, which has no room for all names. Use a database that was made with ENCODING 'UTF8'.",
    );
  });

  it('offers no SSL', async () => {
    await expect(openStore(withParameters(address, { sslmode: 'require' }))).rejects.toMatchObject(
      unavailable(address, 'does not offer SSL. Turn it on there, or leave out `sslmode`.'),
    );
  });

  it('ends a connection, and the store goes on with another one', async () => {
    await using store = await openStore({ ...tcp, schema: 'ended' });
    const records = Array.from({ length: 10 }, pending);
    for (const record of records) {
      await runSql(
        own,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pixelpeeper'",
      );
      await store.put(record);
      expect(await store.get(record.id)).toEqual(record);
    }
  });

  it('crashes, is missed, and comes back with all that it acknowledged', async () => {
    await using store = await openStore({ ...tcp, schema: 'crashed' });
    const record = pending();
    await store.put(record);
    await own.crash();
    await expect(store.get(record.id)).rejects.toMatchObject(
      unavailable(address, 'does not answer: nothing listens there. Start the server, or check host and port.'),
    );
    await own.restart();
    expect(await store.get(record.id)).toEqual(record);
  });

  it('is no PostgreSQL', async () => {
    const other = createServer((socket) => socket.end('220 mail ready\r\n')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port: otherPort } = other.address() as AddressInfo;
    await expect(openStore({ ...tcp, port: otherPort })).rejects.toMatchObject({ code: 'store_unavailable' });
    other.close();
  });
});

function pending(): ImageRecord {
  return newRecord({ url: null, filename: null, now: new Date() });
}

function unavailable(where: string, end: string) {
  return { name: 'StoreError', code: 'store_unavailable', source: where, message: `${where} ${end}` };
}
