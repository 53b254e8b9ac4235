import type { DuplicatePair, DuplicateReport, PairKind } from '../duplicates/report-types.ts';
import { clusterNumbers } from './cluster-numbers.ts';
import { factsOf } from './image-facts.ts';

const IMAGE_COLUMNS = ['width', 'height', 'bytesize', 'content_type', 'split'] as const;
const COLUMNS = [
  ...['a', 'b', 'kind', 'relation', 'similarity', 'pdq_distance', 'orientation'],
  ...['tilt_degrees', 'inside', 'inside_share', 'overlay'],
  ...IMAGE_COLUMNS.map((column) => `a_${column}`),
  ...IMAGE_COLUMNS.map((column) => `b_${column}`),
  'cluster',
];

type Cell = string | number | null | undefined;

/**
 * The pairs as CSV (RFC 4180: CRLF, quotes doubled), one row a pair under one row of headings; what is unknown is empty.
 * Shots of one scene come last, with the kind "scene". `overlay` is x, y, width and height with spaces between. `cluster` counts from 1 and is empty for a pair that no single cluster holds. A text that a spreadsheet would take for a
 * formula is preceded by an apostrophe, so such a name has to be read back without it.
 */
export function toCsv(report: DuplicateReport): string {
  const numbers = clusterNumbers(report);
  const rows = [
    ...report.pairs.map((pair) => pairRow(report, pair, numbers)),
    ...report.same_scene.map((pair) => pairRow(report, { ...pair, kind: 'scene' }, numbers)),
  ];
  return [COLUMNS, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

type Row = Omit<DuplicatePair, 'kind'> & { readonly kind: PairKind | 'scene' };

function pairRow(report: DuplicateReport, row: Row, numbers: ReadonlyMap<string, number>): Cell[] {
  const { a, b, kind, relation, similarity, evidence } = row;
  const cluster = numbers.get(a) === numbers.get(b) ? numbers.get(a) : null;
  const verdict = [a, b, kind, relation, similarity, evidence.pdq_distance, evidence.orientation];
  const geometry = [evidence.tilt_degrees, evidence.inside, evidence.inside_share, evidence.overlay?.join(' ')];
  return [...verdict, ...geometry, ...imageCells(report, a), ...imageCells(report, b), cluster];
}

function imageCells(report: DuplicateReport, source: string): Cell[] {
  const facts = factsOf(report, source);
  return IMAGE_COLUMNS.map((column) => facts?.[column]);
}

function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell == null ? '' : String(cell);
  // What starts a formula in Excel, LibreOffice or Google Sheets: https://owasp.org/www-community/attacks/CSV_Injection
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
