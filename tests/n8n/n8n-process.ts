// n8n's commands and servers, quiet and closed to the outside.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface N8nHome {
  /** Folder in which n8n is installed. */
  readonly n8n: string;
  /** The user's folder, which holds `.n8n`. */
  readonly userFolder: string;
  /** Where PostgreSQL listens on 127.0.0.1. */
  readonly postgresPort: number;
  readonly database: string;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A workflow, as it is exported. */
export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly { readonly name: string; readonly type: string; readonly parameters: object }[];
}

/** What one run of a workflow gave: the items of each node's outputs, or the error it ended with. */
export interface Execution {
  readonly outputs: Readonly<Record<string, readonly (readonly Item[])[]>>;
  readonly error: string | undefined;
}

export interface Item {
  readonly json: Record<string, unknown>;
  readonly binary?: Record<string, Record<string, unknown>>;
  readonly pairedItem?: unknown;
}

const SERVER_READY_MS = 180_000;

/** Imports a workflow and runs it, as `n8n execute` does. */
export async function executeWorkflow(home: N8nHome, workflow: object): Promise<Execution> {
  const { id } = await importWorkflow(home, workflow);
  const { stdout } = await runN8n(home, ['execute', `--id=${id}`, '--rawOutput']).catch((error: unknown) => ({
    stdout: (error as { stdout?: string }).stdout ?? '',
  }));
  const start = stdout.indexOf('{\n');
  if (start < 0) return { outputs: {}, error: stdout };
  const end = stdout.indexOf('\n}', start) + 2; // n8n may log after it
  return executionOf(JSON.parse(stdout.slice(start, end)) as RawExecution);
}

/** Imports a workflow under an ID of its own. */
export async function importWorkflow(home: N8nHome, workflow: object): Promise<{ readonly id: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'workflow-'));
  const id = `pp${Math.random().toString(36).slice(2, 12)}`;
  const file = join(folder, 'workflow.json');
  await writeFile(file, JSON.stringify({ ...workflow, id, active: false }));
  await runN8n(home, ['import:workflow', `--input=${file}`]);
  await rm(folder, { recursive: true });
  return { id };
}

interface RawExecution {
  readonly data: {
    readonly resultData: {
      readonly error?: { readonly message: string; readonly description?: string };
      readonly runData: Record<
        string,
        readonly { readonly data?: { readonly main: readonly (readonly Item[] | null)[] } }[]
      >;
    };
  };
}

export function executionOf({ data: { resultData } }: RawExecution): Execution {
  const outputs = Object.entries(resultData.runData).map(([name, runs]) => {
    return [name, (runs.at(-1)?.data?.main ?? []).map((items) => items ?? [])] as const;
  });
  const { error } = resultData;
  return {
    outputs: Object.fromEntries(outputs),
    error: error && [error.message, error.description].filter(Boolean).join(' '),
  };
}

export async function runN8n(home: N8nHome, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return run(process.execPath, [entryOf(home), ...args], { env: environmentOf(home), maxBuffer: 2 ** 28 });
}

/** A running `n8n start` or `n8n worker`. */
export interface N8nServer {
  readonly url: string;
  /** What it has written so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts a server on a port and waits until it is ready. */
export async function startN8n(home: N8nHome, command: 'start' | 'worker', port: number): Promise<N8nServer> {
  const own = {
    N8N_PORT: `${port}`,
    QUEUE_HEALTH_CHECK_ACTIVE: 'true',
    QUEUE_HEALTH_CHECK_PORT: `${port}`,
    N8N_RUNNERS_BROKER_PORT: `${port + 1}`,
  };
  const child = spawn(process.execPath, [entryOf(home), command], {
    env: { ...environmentOf(home), ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url, () => written);
  return {
    url,
    output: () => written,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await Promise.race([once(child, 'exit'), sleep(20_000).then(() => child.kill('SIGKILL'))]);
    },
  };
}

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const end = Date.now() + SERVER_READY_MS;
  while (Date.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(250);
  }
  child.kill('SIGKILL');
  throw new Error(`n8n was not ready in time:\n${output().slice(-4000)}`);
}

function entryOf({ n8n }: N8nHome): string {
  return join(n8n, 'node_modules', 'n8n', 'bin', 'n8n');
}

function environmentOf({ userFolder, postgresPort, database, env }: N8nHome): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env;
  return {
    PATH,
    TMPDIR,
    HOME: userFolder,
    NODE_ENV: 'production',
    N8N_USER_FOLDER: userFolder,
    N8N_ENCRYPTION_KEY: 'for-tests-alone',
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_VERIFIED_PACKAGES_ENABLED: 'false',
    N8N_SECURE_COOKIE: 'false',
    N8N_DISABLED_MODULES: 'mcp-registry',
    N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
    N8N_RESTRICT_FILE_ACCESS_TO: userFolder,
    EXTERNAL_FRONTEND_HOOKS_URLS: '',
    N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
    N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
    N8N_LOG_LEVEL: 'info',
    DB_TYPE: 'postgresdb',
    DB_POSTGRESDB_HOST: '127.0.0.1',
    DB_POSTGRESDB_PORT: `${postgresPort}`,
    DB_POSTGRESDB_DATABASE: database,
    DB_POSTGRESDB_USER: 'tester',
    DB_POSTGRESDB_PASSWORD: 'none',
    ...env,
  };
}

export async function readWorkflow(path: string | URL): Promise<Workflow> {
  return JSON.parse(await readFile(path, 'utf8')) as Workflow;
}
