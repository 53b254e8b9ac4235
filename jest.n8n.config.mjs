// Tests of the n8n nodes that need n8n itself: `npm run test:n8n`. Its modules come from the cache that tests/n8n/installed-n8n.ts fills.
import { join } from 'node:path';

import base from './jest.config.mjs';
import { installed, N8N_VERSION } from './tests/n8n/installed-n8n.ts';

const modules = join(await installed('n8n', N8N_VERSION), 'node_modules');

export default {
  ...base,
  testMatch: ['<rootDir>/tests/n8n/**/*.test.ts'],
  testPathIgnorePatterns: [],
  // One instance of n8n's modules, for the nodes as for n8n.
  moduleNameMapper: { '^(n8n-core|n8n-workflow|reflect-metadata|@n8n/di)$': `${modules}/$1` },
  testEnvironmentOptions: {},
  modulePathIgnorePatterns: [],
  testTimeout: 300_000,
  maxWorkers: 1,
  forceExit: true, // n8n’s modules keep timers and connections of their own
};
