import type { DuplicateCluster, DuplicatePair, DuplicateReport } from '../duplicates/report-types.ts';
import { bestPairs } from './best-pairs.ts';
import { codeCell, textCell } from './escape-markdown.ts';
import { verdictInWords } from './pair-words.ts';
import { counted, grouped, percent, relationInWords, summarySentence } from './report-words.ts';

export interface MarkdownOptions {
  /** Rows of each table at most, 1 and up; what is left out is counted below it. Default 50, which keeps a pull request comment readable. */
  readonly maxPairs?: number;
}

/** Copies named in one cell of the cluster table; the HTML and JSON reports name all. */
const MAX_COPIES = 10;

interface Table {
  readonly title: string;
  /** What a row is, in the singular. */
  readonly noun: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The report as GitHub Flavored Markdown for comments and job summaries: a summary, then leaks, clusters, shots of one scene and unreadable
 * sources as tables. Names can contain anything: none can leave its cell.
 * @throws RangeError when maxPairs is not an integer from 1.
 */
export function toMarkdown(report: DuplicateReport, options: MarkdownOptions = {}): string {
  const { maxPairs = 50 } = options;
  if (!Number.isInteger(maxPairs) || maxPairs < 1) {
    throw new RangeError(`Expected \`maxPairs\` to be an integer from 1, got \`${maxPairs}\``);
  }
  const tables = [leakTable(report), clusterTable(report), sceneTable(report), unreadableTable(report)].filter(
    ({ rows }) => rows.length > 0,
  );
  const blocks = [
    '# Duplicate images',
    summarySentence(report),
    ...tables.flatMap((table) => tableBlocks(table, maxPairs)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function leakTable({ leaks }: DuplicateReport): Table {
  return {
    title: 'Leaks between splits',
    noun: 'leak',
    columns: ['Image', 'Split', 'Image', 'Split', 'Relation', 'Similarity'],
    rows: leaks.map((leak) => [
      codeCell(leak.a),
      textCell(leak.a_split),
      codeCell(leak.b),
      textCell(leak.b_split),
      relationInWords(leak.relation),
      percent(leak.similarity),
    ]),
  };
}

function clusterTable(report: DuplicateReport): Table {
  const pairs = bestPairs(report);
  return {
    title: 'Clusters',
    noun: 'cluster',
    columns: ['#', 'Keep', 'Reason', 'Copies'],
    rows: report.clusters.map((cluster, index) => [
      grouped(index + 1),
      codeCell(cluster.keep),
      textCell(cluster.reason),
      copiesCell(cluster, pairs),
    ]),
  };
}

function copiesCell({ keep, members }: DuplicateCluster, pairs: ReadonlyMap<string, DuplicatePair>): string {
  const copies = members.filter((member) => member !== keep);
  const named = copies.slice(0, MAX_COPIES).map((copy) => {
    const pair = pairs.get(copy);
    return pair ? `${codeCell(copy)} (${verdictInWords(pair, copy)})` : codeCell(copy);
  });
  const rest = copies.length - named.length;
  return [...named, ...(rest > 0 ? [`and ${grouped(rest)} more`] : [])].join('<br>');
}

function sceneTable({ same_scene }: DuplicateReport): Table {
  return {
    title: 'Same scene, not copies',
    noun: 'pair',
    columns: ['Image', 'Image', 'Similarity'],
    rows: same_scene.map(({ a, b, similarity }) => [codeCell(a), codeCell(b), percent(similarity)]),
  };
}

function unreadableTable({ unreadable }: DuplicateReport): Table {
  return {
    title: 'Unreadable',
    noun: 'image',
    columns: ['Source', 'Code', 'Message'],
    rows: unreadable.map(({ source, code, message }) => [codeCell(source), codeCell(code), textCell(message)]),
  };
}

function tableBlocks({ title, noun, columns, rows }: Table, maxRows: number): string[] {
  const lines = [columns, columns.map(() => '---'), ...rows.slice(0, maxRows)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const rest = rows.length - maxRows;
  return [
    `## ${title} (${grouped(rows.length)})`,
    lines.join('\n'),
    ...(rest > 0 ? [`and ${counted(rest, `more ${noun}`)}`] : []),
  ];
}
