// Writes action.yml and the tables of the README from the sources: `npm run build:inputs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { format } from 'prettier';

import { actionYml, withTables } from './action-files.ts';

const readme = fileURLToPath(new URL('../README.md', import.meta.url));
writeFileSync(
  fileURLToPath(new URL('../../../action.yml', import.meta.url)),
  await format(actionYml(), { parser: 'yaml', printWidth: 120, singleQuote: true }),
);
writeFileSync(readme, await format(withTables(readFileSync(readme, 'utf8')), { parser: 'markdown', printWidth: 120 }));
