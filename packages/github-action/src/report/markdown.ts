import { codeCell, counted, duration, grouped, textCell } from '@pixelpeeper/core';

import type { Finding, FindingKind } from '../findings.ts';
import type { Result } from '../result.ts';
import { allowBlock, imageCell, type Links } from './cells.ts';

export interface MarkdownOptions {
  readonly links: Links;
  /** Most characters; the worst findings come first, and what does not fit is counted. */
  readonly maxLength: number;
  /** Findings that are shown at most, each a row. */
  readonly maxFindings: number;
  /** Name of the allow list, for what is to be added to it. */
  readonly allowList: string;
}

/** What was found, as GitHub Flavored Markdown. */
export function toMarkdown(result: Result, options: MarkdownOptions): string {
  const all = result.findings.length;
  for (let shown = Math.min(all, options.maxFindings); ; shown >>= 1) {
    const text = render(result, shown, options);
    if (text.length <= options.maxLength || shown === 0) return text;
  }
}

function render(result: Result, shown: number, options: MarkdownOptions): string {
  const findings = result.findings.slice(0, shown);
  const left = result.findings.length - shown;
  const sections = SECTIONS.flatMap((section) => sectionOf(section, findings, result, options));
  return [
    `## ${headline(result)}`,
    sentence(result),
    ...sections,
    ...(left > 0 ? [`**and ${counted(left, 'more finding')}**: the JSON and HTML reports have them all.`] : []),
    ...moves(result),
    ...allowBlock(findings, options.allowList),
    ...warnings(result),
    '',
  ].join('\n\n');
}

function headline({ findings }: Result): string {
  if (findings.length === 0) return 'No duplicate images';
  const leaks = findings.filter(({ kind }) => kind === 'leak').length;
  const copies = findings.filter(({ kind }) => kind === 'exact' || kind === 'near').length;
  const others = findings.length - leaks - copies;
  const parts = [
    ...(leaks > 0 ? [`${counted(leaks, 'leak')} between splits`] : []),
    ...(copies > 0 ? [counted(copies, 'duplicate')] : []),
    ...(others > 0 ? [counted(others, 'other finding')] : []),
  ];
  return parts.join(', ');
}

function sentence({ counts, isFull, report, seconds }: Result): string {
  const { added, all } = counts;
  const what = isFull
    ? `All ${counted(all, 'image')} were compared with each other`
    : `${counted(added, 'new image')} ${added === 1 ? 'was' : 'were'} compared with each other and with ${counted(all - added, 'committed one')}`;
  const scenes = report.same_scene.length;
  const further =
    scenes > 0
      ? ` ${counted(scenes, 'further pair')} ${scenes === 1 ? 'shows' : 'show'} one scene, and no copies.`
      : '';
  return `${what} in ${duration(seconds)}.${further}`;
}

interface Section {
  readonly kinds: readonly FindingKind[];
  readonly title: string;
  readonly advice: string;
}

const SECTIONS: readonly Section[] = [
  {
    kinds: ['leak'],
    title: 'Leaks between splits',
    advice:
      'The same picture stands in different splits, so what is measured on one split was seen in the other. Move or remove images as said below.',
  },
  {
    kinds: ['exact', 'near'],
    title: 'Duplicates',
    advice: 'Remove the new image, or, if it is no duplicate, add its line to the allow list as said below.',
  },
  { kinds: ['unreadable'], title: 'Unreadable', advice: 'Replace these files: they were compared byte by byte only.' },
  {
    kinds: ['lfs', 'gps', 'licence', 'size'],
    title: 'Guards',
    advice: 'What this repository does not want in its images.',
  },
];

function sectionOf(
  { kinds, title, advice }: Section,
  findings: readonly Finding[],
  result: Result,
  options: MarkdownOptions,
): string[] {
  const rows = findings.flatMap((finding, index) =>
    kinds.includes(finding.kind) ? [{ finding, number: index + 1 }] : [],
  );
  if (rows.length === 0) return [];
  const isPairs = rows[0]!.finding.other !== undefined;
  const columns = isPairs ? ['#', 'Image', 'The other one', 'What it is'] : ['#', 'Image', 'What it is'];
  const lines = rows.map(({ finding, number }) => {
    const { image, other, splits } = finding;
    const cells = [
      grouped(number),
      imageCell(image, options.links, splits?.[0]),
      ...(other === undefined ? [] : [imageCell(other, options.links, splits?.[1], result.origins.get(other))]),
      textCell(finding.words),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const table = [`| ${columns.join(' | ')} |`, `|${' --- |'.repeat(columns.length)}`, ...lines].join('\n');
  return [`### ${title} (${grouped(rows.length)})`, advice, table];
}

/** Most moves that are listed; the JSON report has all. */
const MOST_MOVES = 50;

function moves({ report }: Result): string[] {
  const { leak_moves: all } = report;
  if (all.length === 0) return [];
  const lines = all
    .slice(0, MOST_MOVES)
    .map(
      ({ source, from, to }) => `- move ${codeCell(source)} from ${textCell(from)} to ${textCell(to)}, or remove it`,
    );
  const rest = all.length - lines.length;
  return [
    `**The fewest moves that mend ${report.leaks.length === 1 ? 'the leak' : 'all leaks'}:**`,
    [...lines, ...(rest > 0 ? [`- and ${grouped(rest)} more`] : [])].join('\n'),
  ];
}

function warnings({ unreadableBefore, counts }: Result): string[] {
  const unreadable = unreadableBefore.length;
  return [
    ...(unreadable > 0
      ? [`${counted(unreadable, 'image')} that ${unreadable === 1 ? 'was' : 'were'} there before cannot be read.`]
      : []),
    ...(counts.pointers > 0
      ? [
          `${counted(counts.pointers, 'image')} ${counts.pointers === 1 ? 'is a' : 'are'} Git LFS ${counts.pointers === 1 ? 'pointer' : 'pointers'} and could be compared byte by byte only: set \`lfs: true\` at actions/checkout.`,
        ]
      : []),
  ];
}
