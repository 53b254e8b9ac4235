import { afterAll, describe, expect, it } from '@jest/globals';

import { openPostgres, runSql, withParameters } from '../../fixtures/postgres-server.ts';
import { newRecord } from '../record.ts';
import { openStore } from './open-store.ts';
import { describeSharedStore } from './shared-store.contract.ts';
import { describeStore } from './store.contract.ts';

const server = await openPostgres();
const schemas: string[] = [];
afterAll(async () => {
  if (!server) return;
  for (const schema of schemas) await runSql(server, `DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await server.stop();
});

if (server) {
  describeStore('a PostgreSQL store', () => openStore(freshUrl(server.url)));
  describeSharedStore('a PostgreSQL store', { locate: () => freshUrl(server.url) });
}

(server ? describe : describe.skip)('a PostgreSQL store', () => {
  it('keeps its records when it is closed and opened again', async () => {
    const url = freshUrl(server!.url);
    const record = { ...newRecord({ url: null, filename: null, now: new Date() }), dhash: '00000000000000ff' };
    {
      await using store = await openStore(url);
      await store.enqueue([{ record, source: '/a.jpg', bytes: null, wantsMetadata: true }], {
        batch: 'b'.repeat(9_000),
      });
    }
    await using store = await openStore(url);
    expect(await store.findBatch('b'.repeat(9_000))).toEqual([record]);
    expect(await store.findByHash('dhash', '00000000000000fe', 1)).toEqual([{ record, distance: 1 }]);
    expect(await store.countUnfinished()).toBe(1);
  });

  it('takes names with NUL and of any length', async () => {
    await using store = await openStore(freshUrl(server!.url));
    const path = `/${'photo/'.repeat(2_000)}a.jpg`;
    await store.putSeenFiles([{ path, bytesize: 1, modifiedMs: 2, checksum: 'aa' }]);
    expect(await store.getSeenFiles([path, `${path}\0`])).toEqual([
      { path, bytesize: 1, modifiedMs: 2, checksum: 'aa' },
    ]);
    expect(await store.get('a\0')).toBeUndefined();
  });

  it('refuses an image that could not be read back from its queue', async () => {
    await using store = await openStore(freshUrl(server!.url));
    const record = newRecord({ url: null, filename: null, now: new Date() });
    const bytes = new Uint8Array(250_000_001);
    const refusal = store.enqueue([{ record, source: null, bytes, wantsMetadata: true }]);
    await expect(refusal).rejects.toMatchObject({ code: 'store_unavailable' });
    await expect(refusal).rejects.toThrow('Keep it under 250000000, or enqueue its path or URL.');
    expect(await store.get(record.id)).toBeUndefined();
  });
});

/** The URL of a schema that is not there yet. */
function freshUrl(url: string): string {
  const schema = `pixelpeeper_test_${process.pid}_${schemas.length}`;
  schemas.push(schema);
  return withParameters(url, { schema });
}
