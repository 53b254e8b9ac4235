import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from '@jest/globals';

const require = createRequire(import.meta.url);
const home = fileURLToPath(new URL('../packages/n8n-nodes-pixelpeeper', import.meta.url));

interface Manifest {
  readonly type?: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

const readJson = async <Content>(path: string): Promise<Content> => JSON.parse(await readFile(path, 'utf8')) as Content;
const manifest = await readJson<Manifest>(`${home}/package.json`);

/** What n8n's scanner objects to, as "file: rule"; it runs in a process of its own, since it brings another ESLint. */
async function objections(patterns: readonly string[]): Promise<string[]> {
  const script = `
    import { ESLint } from ${JSON.stringify(`file://${scannerPart('eslint')}`)};
    import { buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';
    const cwd = ${JSON.stringify(home)};
    const eslint = new ESLint({ cwd, allowInlineConfig: false, overrideConfigFile: true, overrideConfig: await buildScanConfig() });
    const results = await eslint.lintFiles(${JSON.stringify(patterns)});
    const found = results.flatMap(({ filePath, messages }) => messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => filePath.slice(cwd.length + 1) + ': ' + ruleId));
    console.log(JSON.stringify([...new Set(found)].sort()));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    // The rules look at something else in tests of their own, which they take every test for.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return JSON.parse(stdout) as string[];
}

function scannerPart(name: string): string {
  return createRequire(require.resolve('@n8n/scan-community-package/package.json')).resolve(name);
}

describe('the n8n package', () => {
  it('is what n8n’s installer takes: CommonJS, plain dependencies, no install scripts', () => {
    expect(manifest.type).toBeUndefined();
    expect(Object.keys(manifest.scripts).filter((name) => /install|prepare|pack/.test(name))).toEqual([]);
    expect(
      Object.values(manifest.dependencies).filter((range) => /^(file|link|workspace|git|http)/.test(range)),
    ).toEqual([]);
    const nodes = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
    for (const path of nodes) expect(Object.keys(require(`${home}/${path}`) as object)).toHaveLength(1);
  });

  it('depends on what core depends on, since core lies in it', async () => {
    const core = await readJson<Manifest>(fileURLToPath(new URL('../packages/core/package.json', import.meta.url)));
    expect(manifest.dependencies).toEqual(core.dependencies);
  });

  it('has binaries for glibc and musl, x64 and arm64, of its native dependency', async () => {
    const lock = await readJson<{
      packages: Record<
        string,
        { optionalDependencies?: Record<string, string>; libc?: string[]; hasInstallScript?: boolean }
      >;
    }>(fileURLToPath(new URL('../package-lock.json', import.meta.url)));
    const sharp = Object.keys(lock.packages['node_modules/sharp']!.optionalDependencies!);
    for (const platform of ['linux-x64', 'linux-arm64', 'linuxmusl-x64', 'linuxmusl-arm64'])
      expect(sharp).toEqual(expect.arrayContaining([`@img/sharp-${platform}`, `@img/sharp-libvips-${platform}`]));
    expect(lock.packages['node_modules/@img/sharp-linuxmusl-x64']!.libc).toEqual(['musl']);
    const withScripts = Object.keys(manifest.dependencies).filter(
      (name) => lock.packages[`node_modules/${name}`]?.hasInstallScript,
    );
    expect(withScripts).toEqual([]);
  });

  it('meets n8n’s rules for sources, but for its dependencies and n8n’s own PostgreSQL credential', async () => {
    const credential = ['GetImage', 'FindDuplicates', 'ProcessImage'].flatMap((node) => [
      `nodes/${node}/${node}.node.ts: @n8n/community-nodes/no-credential-reuse`,
      `nodes/${node}/${node}.node.ts: @n8n/community-nodes/valid-credential-references`,
      `nodes/${node}/${node}.node.ts: n8n-nodes-base/node-class-description-credentials-name-unsuffixed`,
    ]);
    expect(await objections(['package.json', '{nodes,credentials}/**/*.{ts,json}'])).toEqual(
      [...credential, 'package.json: @n8n/community-nodes/no-runtime-dependencies'].sort(),
    );
  });

  it('meets n8n’s rules as built, but where it runs core in a thread and finds n8n’s folder', async () => {
    const found = await objections(['dist/{nodes,credentials,src}/**/*.js']);
    expect(found).toEqual([
      'dist/src/queue-mode.js: @n8n/community-nodes/no-restricted-globals',
      'dist/src/store-location.js: @n8n/community-nodes/no-restricted-globals',
      'dist/src/store-location.js: @n8n/community-nodes/no-restricted-imports',
      'dist/src/thread/core-thread.js: @n8n/community-nodes/no-restricted-globals',
      'dist/src/thread/core-thread.js: @n8n/community-nodes/no-restricted-imports',
    ]);
  });
});
