import { SourceError } from '../errors.ts';
import { elementLines } from './json-lines.ts';

/** Pairs of contents that are not to be reported, whatever their files are called. */
export interface AllowList {
  /** Whether the pair of SHA-256 checksums is allowed; the order does not matter. */
  has(a: string, b: string): boolean;
  /** Every pair, as text, in an order that depends on nothing but the pairs. */
  readonly pairs: readonly string[];
}

interface Entry {
  readonly a: string;
  readonly b: string;
}

/**
 * Reads an allow list: a JSON array of `{ "a": CHECKSUM, "b": CHECKSUM, "reason": TEXT, "author": TEXT, "expires": "2027-01-31" }`.
 * Checksums are SHA-256 in hex. `reason` is required, so that a later reader knows why; an entry counts to the end of the day it expires.
 * @throws SourceError allow_list_invalid, naming the entry and what is wrong with it.
 */
export function parseAllowList(text: string, now: Date): AllowList {
  const lineOf = (entry: number): number | undefined => elementLines(text)[entry];
  const entries = parse(text)
    .map((entry, index) => requireEntry(entry, index, lineOf))
    .filter((entry) => entry.expires === undefined || now.toISOString().slice(0, 10) <= entry.expires);
  const allowed = new Set(entries.map(keyOf));
  return { has: (a, b) => allowed.has(keyOf({ a, b })), pairs: [...allowed].sort() };
}

function parse(text: string): readonly unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new SourceError(
      'allow_list_invalid',
      'The allow list is not JSON. Write an array of { "a", "b", "reason" }.',
      { cause, line: lineOfSyntaxError(cause) ?? text.split('\n').length },
    );
  }
  if (!Array.isArray(parsed))
    throw new SourceError(
      'allow_list_invalid',
      'The allow list is not an array. Write an array of { "a", "b", "reason" }.',
    );
  return parsed;
}

/** V8 says where: "... at position 12 (line 2 column 3)". */
function lineOfSyntaxError(error: unknown): number | undefined {
  const line = error instanceof SyntaxError ? /\(line (\d+) column \d+\)$/.exec(error.message)?.[1] : undefined;
  return line === undefined ? undefined : Number(line);
}

function requireEntry(
  entry: unknown,
  index: number,
  lineOf: (index: number) => number | undefined,
): Entry & { readonly expires: string | undefined } {
  const { a, b, reason, expires } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  const refuse = (what: string): never => {
    throw new SourceError('allow_list_invalid', `Entry ${index + 1} of the allow list ${what}.`, {
      line: lineOf(index),
    });
  };
  if (!isChecksum(a) || !isChecksum(b))
    return refuse('needs `a` and `b`, the SHA-256 checksums of two files (64 hex digits each)');
  if (typeof reason !== 'string' || reason.trim() === '') return refuse('needs a `reason`');
  if (expires !== undefined && !isDate(expires)) return refuse('has an `expires` that is not a date like 2027-01-31');
  return { a: a.toLowerCase(), b: b.toLowerCase(), expires };
}

/** A day of the calendar: 2027-02-30 would become another one. */
function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function isChecksum(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value);
}

function keyOf({ a, b }: Entry): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
