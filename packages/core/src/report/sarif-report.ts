import type { DuplicatePair, DuplicateReport, UnreadableSource } from '../duplicates/report-types.ts';
import { pairInWords } from './pair-words.ts';
import { counted, percent } from './report-words.ts';
import { SARIF_RULES, type SarifRuleId } from './sarif-rules.ts';
import { sourceUri } from './source-uri.ts';
import { visibleName } from './visible-name.ts';

/** GitHub refuses a run with more results: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const MAX_RESULTS = 25_000;
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

interface Location {
  readonly id?: number;
  readonly message?: { readonly text: string };
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number };
  };
}

interface Result {
  readonly ruleId: SarifRuleId;
  readonly ruleIndex: number;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: { readonly text: string };
  readonly locations: readonly [Location];
  readonly relatedLocations?: readonly [Location];
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string | number>>;
}

/**
 * The findings as SARIF 2.1.0 (OASIS, errata 01), one result a pair and one an unreadable source, most serious first. Shots of one scene are notes. A pair in
 * different splits is a `split-leak` and no other finding. Of more than 25,000 results the rest is left out, and a
 * notification says how many.
 */
export function toSarif(report: DuplicateReport): string {
  const results = sortedResults(report);
  const leftOut = results.length - MAX_RESULTS;
  const run = {
    tool: { driver: { name: 'PixelPeeper', rules: SARIF_RULES } },
    invocations: [
      { executionSuccessful: true, toolExecutionNotifications: leftOut > 0 ? [leftOutNotification(leftOut)] : [] },
    ],
    results: results.slice(0, MAX_RESULTS),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function sortedResults(report: DuplicateReport): Result[] {
  const splits = new Map(report.leaks.map((leak) => [pairKey(leak), `${leak.a_split} and ${leak.b_split}`]));
  const results = [
    ...report.unreadable.map(unreadableResult),
    ...report.pairs.map((pair) => pairResult(pair, splits.get(pairKey(pair)))),
    ...report.same_scene.map((pair) => pairResult(pair, undefined)),
  ];
  return results.sort((a, b) => a.ruleIndex - b.ruleIndex);
}

function pairKey({ a, b }: { readonly a: string; readonly b: string }): string {
  return JSON.stringify([a, b]);
}

function pairResult(pair: DuplicatePair, splits: string | undefined): Result {
  const ruleId = splits === undefined ? ruleOf(pair) : 'split-leak';
  const words = pairInWords(pair);
  const where = splits === undefined ? '' : `, in different splits: ${messageText(splits)}`;
  return {
    ...rule(ruleId),
    message: { text: `${words}, ${percent(pair.similarity)} similar to [${messageText(pair.b)}](1)${where}.` },
    locations: [location(pair.a)],
    relatedLocations: [{ id: 1, message: { text: words }, ...location(pair.b) }],
    partialFingerprints: { 'pair/v1': `${sourceUri(pair.a)} ${sourceUri(pair.b)}` },
    properties: {
      kind: pair.kind,
      relation: pair.relation,
      similarity: pair.similarity,
      orientation: pair.evidence.orientation,
    },
  };
}

function ruleOf({ kind, relation }: DuplicatePair): SarifRuleId {
  if (relation === 'same-scene') return 'same-scene';
  return kind === 'exact' ? 'exact-duplicate' : 'near-duplicate';
}

function unreadableResult({ source, code, message }: UnreadableSource): Result {
  return {
    ...rule('unreadable-image'),
    message: { text: messageText(message) },
    locations: [location(source)],
    properties: { code },
  };
}

function rule(ruleId: SarifRuleId): Pick<Result, 'ruleId' | 'ruleIndex' | 'level'> {
  const ruleIndex = SARIF_RULES.findIndex(({ id }) => id === ruleId);
  return { ruleId, ruleIndex, level: SARIF_RULES[ruleIndex]!.defaultConfiguration.level };
}

function location(source: string): Location {
  // GitHub shows a result only where it has a line, even in a file that has none.
  return { physicalLocation: { artifactLocation: { uri: sourceUri(source) }, region: { startLine: 1 } } };
}

/** Braces and square brackets have a meaning in messages: placeholders (section 3.11.5) and links (section 3.11.6). */
function messageText(text: string): string {
  return visibleName(text)
    .replaceAll(/[[\]\\]/g, String.raw`\$&`)
    .replaceAll(/[{}]/g, '$&$&');
}

function leftOutNotification(leftOut: number): object {
  const left = `${counted(leftOut, 'less serious result')} left out: a run may hold ${counted(MAX_RESULTS, 'result')}`;
  return { level: 'warning', message: { text: `${left}. The JSON report has them all.` } };
}
