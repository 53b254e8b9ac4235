// 50 new images against many committed ones, by the bundle, in a git repository made of a folder of pictures:
//   node packages/github-action/bench/change.ts FOLDER WORK COUNT... [--native FOLDER] [--sensitivity strict] [--warm]
// Needs `npm run build:action` before. WORK keeps the repositories and the indexes. Prints a row a run: cold; restored, from the
// cache of a server on the loopback; warm, with the index on the disk as a cache leaves it. No index has
// the new images. `--warm` leaves the first two out where WORK has the index.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { startCacheServer } from '../fixtures/cache-server.ts';
import { createRepository, repositoryIn, temporaryFolder, type TestRepository } from '../fixtures/git-repository.ts';
import { runBundle } from '../fixtures/run-bundle.ts';

const NEW = 50;
const RUNS = ['cold', 'restored', 'warm', 'warm', 'warm'];
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    native: { type: 'string' },
    sensitivity: { type: 'string', default: 'balanced' },
    warm: { type: 'boolean' },
  },
});
const [folder, work, ...counts] = positionals;
if (folder === undefined || work === undefined) throw new TypeError('Expected `FOLDER WORK COUNT...`');
const bundle = fileURLToPath(new URL('../dist/index.mjs', import.meta.url));
const probe = fileURLToPath(new URL('./probe.ts', import.meta.url));
const files = globSync('**/*.{jpg,png}', { cwd: folder }).sort();

// A cache is found again by where its files stood.
const temporary = join(work, 'temporary');

for (const count of counts.map(Number)) {
  const repository = await repositoryOf(files.slice(0, count + NEW), count);
  const [first, earlier, latest] = repository.git('rev-list', '--reverse', '--all').split('\n') as [
    string,
    string,
    string,
  ];
  const kept = join(work, `kept-${count}-${values.sensitivity}`);
  const cache = await startCacheServer();
  for (const kind of RUNS) {
    if (values.warm && kind !== 'warm') continue;
    rmSync(temporary, { recursive: true, force: true });
    if (kind === 'warm') cpSync(kept, temporary, { recursive: true });
    else mkdirSync(temporary, { recursive: true });
    const [before, head] = kind === 'cold' ? [first, earlier] : [earlier, latest];
    repository.git('update-ref', 'HEAD', head);
    const nothing = await startCacheServer();
    await measure(repository, { name: `${count} ${kind}`, before, env: (kind === 'warm' ? nothing : cache).env });
    nothing.close();
    if (kind !== 'cold') continue;
    rmSync(kept, { recursive: true, force: true });
    renameSync(temporary, kept);
  }
  cache.close();
}

async function repositoryOf(paths: readonly string[], count: number): Promise<TestRepository> {
  const place = join(work!, `repository-${count}`);
  if (existsSync(place)) return repositoryIn(place);
  mkdirSync(place, { recursive: true });
  const repository = createRepository(place);
  const git = spawn('git', ['fast-import', '--quiet'], { cwd: place, stdio: ['pipe', 'inherit', 'inherit'] });
  const write = async (data: string | Buffer): Promise<void> => {
    if (!git.stdin.write(data)) await once(git.stdin, 'drain');
  };
  const commit = async (some: readonly string[], message: string): Promise<void> => {
    await write(
      `commit refs/heads/main\ncommitter T <t@example.com> 1769860800 +0000\ndata ${message.length}\n${message}\n`,
    );
    for (const path of some) {
      const bytes = readFileSync(join(folder!, path));
      await write(`M 644 inline ${path}\ndata ${bytes.length}\n`);
      await write(bytes);
      await write('\n');
    }
  };
  await commit(paths.slice(0, count - NEW), 'Many');
  await commit(paths.slice(count - NEW, count), 'Earlier'); // new in the cold run, which makes the index of the others
  await commit(paths.slice(count), 'New');
  git.stdin.end();
  await once(git, 'close');
  return repository;
}

async function measure(
  repository: TestRepository,
  {
    name,
    before,
    env,
  }: { readonly name: string; readonly before: string; readonly env: Readonly<Record<string, string>> },
): Promise<void> {
  const usage = join(temporaryFolder(), 'usage.json');
  const started = performance.now();
  const run = await runBundle({
    bundle,
    workspace: repository.folder,
    event: 'push',
    payload: { before },
    inputs: { timeout: '300', sensitivity: values.sensitivity, ...(values.native && { sharp: values.native }) },
    env: { ...env, PIXELPEEPER_USAGE: usage },
    temporary,
    nodeOptions: ['--import', probe],
  });
  const wall = (performance.now() - started) / 1000;
  const { cpuSeconds, peakMb } = JSON.parse(readFileSync(usage, 'utf8')) as { cpuSeconds: number; peakMb: number };
  const phases = Array.from(
    run.stdout.matchAll(/^(\w+(?: \w+)*) took ([\d.]+) s/gm),
    ([, what, seconds]) => `${what!} ${seconds!}`,
  );
  console.log(
    `${name}: wall ${wall.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s, peak ${peakMb.toFixed(0)} MB, ${phases.join(', ')}, pairs ${run.report?.pairs.length ?? run.stdout}`,
  );
}
