import { afterAll, describe, it } from '@jest/globals';

import { openPostgres, runSql, withParameters } from '../../fixtures/postgres-server.ts';
import { openStore } from './open-store.ts';
import { describeStore } from './store.contract.ts';

const server = await openPostgres();
afterAll(() => server?.stop());

if (server) {
  let schemas = 0;
  describeStore('a PostgreSQL store', () =>
    openStore(withParameters(server.url, { schema: `test_${process.pid}_${schemas++}` })),
  );
  it('x', async () => {
    console.log(await runSql(server, 'select version()'));
  });
} else {
  describe.skip('a PostgreSQL store', () => {
    it('needs PostgreSQL', () => undefined);
  });
}
