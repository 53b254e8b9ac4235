import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

import { ExifTool, ExifToolTask } from 'exiftool-vendored';

import { couldNotRead, ENVIRONMENT, parseTags, tookTooLong } from './exiftool-engine.ts';
import type { EngineLimits, ExifToolEngine, RawTags } from './exiftool-engine.ts';

/** `-config ""` first: otherwise the user's ~/.ExifTool_config, which is executable Perl, would run. */
const START_ARGS = ['-config', '', '-stay_open', 'True', '-@', '-'];
/** A cold Perl on a slow disk has been seen to take seconds. */
const START_TIMEOUT_MS = 30_000;
const DIED = 'ExifTool ended while it read this file, as it does when a file asks for more memory than it may have';

/**
 * Starts ExifTool in processes of its own, each asked about one file after another: a process that hangs or dies is replaced, and one that has
 * read 500 files too.
 * @param exiftoolPath the script or program; undefined for what exiftool-vendored brings (on Windows, an .exe).
 * @throws Error when it does not run here.
 */
export async function startNativePerl(
  { maxProcesses, timeoutMs, maxBytes }: EngineLimits,
  exiftoolPath: string | undefined,
): Promise<ExifToolEngine> {
  const tool = new ExifTool({
    maxProcs: maxProcesses,
    taskTimeoutMillis: timeoutMs,
    taskRetries: 0, // a file that hangs ExifTool once hangs it twice
    useMWG: false,
    exiftoolArgs: START_ARGS,
    exiftoolEnv: environment(),
    ...(exiftoolPath === undefined ? {} : { exiftoolPath, processFactory: () => startProcess(exiftoolPath, maxBytes) }),
  });
  try {
    const [version] = await Promise.all([tool.version(), requireRunnable(exiftoolPath)]);
    return {
      kind: 'perl',
      version,
      read: (args, path) =>
        tool
          .enqueueTask(() => new ReadTask([...args, path]))
          .catch((error: unknown) => Promise.reject(explain(error, path))),
      close: () => tool.end(),
    };
  } catch (error) {
    await tool.end();
    throw error;
  }
}

/** Asks for one file's tags. The wrapper's own read tasks would add a filter that repairs text at 1.4 times the CPU; ExifTool's JSON is valid as it is. */
class ReadTask extends ExifToolTask<RawTags> {
  constructor(args: string[]) {
    super(args, { ignoreMinorErrors: false });
  }

  protected override parse(stdout: string, error?: Error): RawTags {
    return parseTags(stdout, error);
  }
}

/** A pool whose program does not run starts it again and again, and its answer never comes: one run outside of it tells. */
async function requireRunnable(exiftoolPath: string | undefined): Promise<void> {
  if (exiftoolPath === undefined) return;
  await promisify(execFile)(exiftoolPath, ['-config', '', '-ver'], { env: environment(), timeout: START_TIMEOUT_MS });
}

/** Of this process's own environment ExifTool gets what it needs to find Perl, and no more. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], ...ENVIRONMENT };
}

/**
 * In a process group of its own: Ctrl-C is sent to the whole group of a terminal, and would end ExifTool in the middle of the images under way,
 * which are to be finished. It ends when its standard input does.
 */
async function startProcess(exiftoolPath: string, maxBytes: number): Promise<ChildProcess> {
  const options = { stdio: 'pipe', detached: true, windowsHide: true, env: environment() } as const;
  const withinMemory = `ulimit -v ${maxBytes / 1024} 2>/dev/null; exec "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', withinMemory, exiftoolPath, ...START_ARGS], options);
  await once(child, 'spawn'); // rejects when no process can be started
  return child;
}

function explain(error: unknown, path: string): Error {
  if (!(error instanceof Error)) return couldNotRead(path, error);
  if (error.name === 'TaskTimeoutError') return tookTooLong(path, error);
  const reason = /^Process terminated/.test(error.message) ? DIED : error.message.replace(/ \(\{.*$/s, ''); // batch-cluster appends its own state as JSON
  return couldNotRead(path, new Error(reason, { cause: error }));
}
