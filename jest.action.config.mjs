import config from './jest.config.mjs';

// The action as it is released, in real repositories: `npm run test:action`.
export default { ...config, testMatch: ['<rootDir>/packages/github-action/e2e/**/*.test.ts'], testTimeout: 120_000 };
