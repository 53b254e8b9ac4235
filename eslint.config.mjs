import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// The direction of imports in core: a part imports only from the parts above it in this list (CONTRIBUTING.md draws it).
const order = [
  'errors.ts',
  'description.ts',
  'record.ts',
  'worker-url.ts',
  'kernels',
  'fetch',
  'decode',
  'hash',
  'hamming',
  'fingerprint',
  'metadata',
  'catalog',
  'process-image.ts',
  'store',
  'duplicates',
  'dataset',
  'scan',
  'report',
  'show-image.ts',
  'pixel-reader.ts',
  'stored-images.ts',
  'search-duplicates.ts',
  'explain-sources.ts',
  'background-queue.ts',
  'pixelpeeper.ts',
  'index.ts',
];
const core = './packages/core/src';
const zones = order.slice(0, -1).map((part, position) => ({
  target: `${core}/${part}`,
  from: order.slice(position + 1).map((below) => `${core}/${below}`),
  message: `${part} may only import from what stands above it: ${order.slice(0, position).join(', ') || 'nothing'}.`,
}));

/** The n8n package is CommonJS, which asks for settings of its own. */
const PROJECTS = ['./tsconfig.check.json', './packages/n8n-nodes-pixelpeeper/tsconfig.json'];

export default tseslint.config(
  {
    ignores: [
      'packages/core/kernels/',
      '**/*.wasm.ts',
      '**/*.data.ts',
      '**/dist/',
      '**/node_modules/',
      'out/',
      '**/*.js',
      '**/*.mjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: PROJECTS, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: PROJECTS, noWarnOnMultipleProjects: true })],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: [...zones, { target: core, from: './packages/cli' }] }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
      // Indexing typed arrays in a loop whose bounds are known is what the algorithms here do all day.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['**/*.test.ts', '**/*.contract.ts', '**/*.reference.ts', 'tests/**'],
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off', '@typescript-eslint/require-await': 'off' },
  },
  {
    files: ['packages/cli/**', 'scripts/**', 'packages/*/scripts/**', 'examples/**', '**/bench/**'],
    rules: { 'no-console': 'off' },
  },
  // The engines we own: one file may import each of these packages.
  ...[
    ['undici', 'fetch/**'],
    ['sharp', 'decode/**'],
    ['exiftool-vendored', 'metadata/**'],
    ['@6over3/zeroperl-ts', 'metadata/**'],
    ['@contentauth/c2pa-wasm', 'metadata/**'],
    ['node:sqlite', 'store/**'],
    ['pg', 'store/**'],
  ].map(([name, home]) => ({
    files: ['packages/*/src/**'],
    ignores: [`packages/core/src/${home}`, '**/*.test.ts'],
    rules: {
      [`no-restricted-imports`]: ['error', { paths: [{ name, message: `Only core/src/${home} imports ${name}.` }] }],
    },
  })),
);
