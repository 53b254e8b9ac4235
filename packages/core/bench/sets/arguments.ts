import { parseArgs } from 'node:util';

export interface SetArguments {
  readonly positionals: readonly string[];
  readonly seed: number;
}

/** What the command line of a set's maker says. @throws RangeError when words are missing. */
export function readArguments(usage: string, words: number): SetArguments {
  const { values, positionals } = parseArgs({
    options: { seed: { type: 'string', default: '1' } },
    allowPositionals: true,
  });
  const seed = Number(values.seed);
  if (positionals.length !== words || !Number.isSafeInteger(seed)) throw new RangeError(`Expected ${usage}`);
  return { positionals, seed };
}
