import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What `chromium.launch` of playwright-core needs to start a browser. */
export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

/** No first-run questions and no traffic of its own; `--no-sandbox` because tests also run as root in containers. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A Chromium that runs on this machine: the one that CHROMIUM_PATH names, else the system's, else the one inside the npm
 * package @sparticuz/chromium (Linux on x64). Without any, the reason is returned for the test to print.
 */
export async function findChromium(): Promise<ChromiumLaunch | { readonly missing: string }> {
  const candidates = [chosenChromium, systemChromium, packagedChromium, packagedChromiumWithLibraries];
  const reasons: string[] = [];
  for (const candidate of candidates) {
    try {
      const launch = await candidate();
      await run(launch.executablePath, ['--version'], { env: launch.env, timeout: 30_000 });
      return launch;
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { missing: `No Chromium runs here. Set CHROMIUM_PATH to one. ${reasons.join('; ')}` };
}

async function chosenChromium(): Promise<ChromiumLaunch> {
  const path = process.env['CHROMIUM_PATH'];
  if (!path) throw new Error('CHROMIUM_PATH is not set');
  return launchOf(path);
}

async function systemChromium(): Promise<ChromiumLaunch> {
  const path = '/usr/bin/chromium';
  await access(path, constants.X_OK);
  return launchOf(path);
}

async function packagedChromium(): Promise<ChromiumLaunch> {
  return launchOf(join(await unpackedChromium(), 'chromium'));
}

/** For machines that lack NSS: the package brings the libraries of Amazon Linux 2023, and a font. */
async function packagedChromiumWithLibraries(): Promise<ChromiumLaunch> {
  const folder = await unpackedChromium();
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return launchOf(join(folder, 'chromium'), libraries);
}

function launchOf(executablePath: string, more: Record<string, string> = {}): ChromiumLaunch {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return { executablePath, args: [...FLAGS], env: { ...env, ...more } };
}

/**
 * Unpacks the package once into node_modules/.cache. The package itself unpacks to a fixed name in the temporary folder, where two
 * test processes would meet half a file; so it is made to do so in a folder of its own, which then moves to its place whole.
 */
async function unpackedChromium(): Promise<string> {
  const packaged = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(dirname(packaged), '../../package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(fileURLToPath(new URL('..', import.meta.url)), 'node_modules', '.cache', `chromium-${version}`);
  if (await exists(join(folder, 'chromium'))) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  const script = `import(${JSON.stringify(pathToFileURL(packaged).href)}).then(({ default: chromium }) => (chromium.default ?? chromium).executablePath())`;
  // The package unpacks its libraries only where it believes to be in AWS Lambda.
  const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  await run(process.execPath, ['--eval', script], { env, timeout: 120_000 });
  await writeFile(join(draft, 'fonts.conf'), fontsConf(folder));
  await rename(draft, folder).catch(async (error: unknown) => {
    await rm(draft, { recursive: true });
    if (!(await exists(join(folder, 'chromium')))) throw error;
  });
  return folder;
}

function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
