// A real n8n, kept outside the repository since it takes 2.9 GB, and our package in it as n8n's own installer puts it there.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const N8N_VERSION = '2.41.1';
const PACKAGE = fileURLToPath(new URL('../../packages/n8n-nodes-pixelpeeper', import.meta.url));

/** What n8n's installer deletes from a package's manifest. */
const DELETED = ['devDependencies', 'peerDependencies', 'optionalDependencies'];

const run = promisify(execFile);

/** Where packages that are too large for the workspace are kept between runs. */
const CACHE = process.env['PIXELPEEPER_N8N_CACHE'] ?? join(homedir(), '.cache', 'pixelpeeper-n8n');

/** A folder with a package in its node_modules, installed when it is not there; without install scripts, one of which downloads. */
export async function installed(name: string, version: string): Promise<string> {
  const folder = join(CACHE, `${name.replace('/', '+')}-${version}`);
  const stamp = join(folder, '.complete');
  if (existsSync(stamp)) return folder;
  process.stderr.write(`Installing ${name}@${version} into ${folder} (once, some minutes) ...\n`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await npm(['install', `${name}@${version}`, '--ignore-scripts', '--loglevel=error'], folder);
  await writeFile(stamp, '');
  return folder;
}

/** n8n's folder with our package in it, made anew: packed, and installed by the steps of n8n's installer. */
export async function userFolderWithPackage(): Promise<string> {
  const userFolder = await mkdtemp(join(tmpdir(), 'pixelpeeper-n8n-'));
  const nodes = join(userFolder, '.n8n', 'nodes');
  const home = join(nodes, 'node_modules', 'n8n-nodes-pixelpeeper');
  await mkdir(home, { recursive: true });
  const { stdout } = await npm(['pack', '--quiet', '--pack-destination', nodes], PACKAGE);
  const tarball = join(nodes, stdout.trim());
  await run('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
  await rename(tarball, join(userFolder, 'package.tgz'));
  const manifest = join(home, 'package.json');
  const whole = JSON.parse(await readFile(manifest, 'utf8')) as Record<string, unknown>;
  const kept = Object.fromEntries(Object.entries(whole).filter(([name]) => !DELETED.includes(name)));
  await writeFile(manifest, JSON.stringify(kept));
  await npm(
    [
      'install',
      '--bin-links=false',
      '--install-strategy=shallow',
      '--ignore-scripts=true',
      '--package-lock=false',
      '--prefer-offline',
    ],
    home,
  );
  await writeFile(
    join(nodes, 'package.json'),
    JSON.stringify({
      name: 'installed-nodes',
      private: true,
      dependencies: { 'n8n-nodes-pixelpeeper': kept['version'] },
    }),
  );
  return userFolder;
}

/** Without the settings of the npm that runs the tests, which are of the workspace. */
async function npm(args: readonly string[], cwd: string): Promise<{ stdout: string }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_config_')));
  return run('npm', [...args, '--audit=false', '--fund=false'], { cwd, maxBuffer: 2 ** 26, env });
}
