import { spawnSync } from 'node:child_process';

/** What a command used, from its start to its end. */
export interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

/** Runs a command to its end; what it used is read from /usr/bin/time. */
export function timeRun(words: readonly string[], input: string): Run {
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '\n%e %U %S %M', ...words], {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  const [seconds, user, system, kilobytes] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return { seconds, cpuSeconds: user + system, megabytes: kilobytes / 1024 };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
