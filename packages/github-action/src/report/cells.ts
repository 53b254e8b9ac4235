import { codeCell, textCell } from '@pixelpeeper/core';

import type { Finding } from '../findings.ts';
import type { Origin } from '../git/origin.ts';

/** Where the repository is seen in a browser. */
export interface Links {
  /** https://github.com/octo/photos */
  readonly repository: string;
  /** The commit that was looked at. */
  readonly commit: string;
  /** Whether images are shown. */
  readonly previews: boolean;
}

/** An image as a cell of a table: its picture, its path as text, its split, and the commit it came with. */
export function imageCell(path: string, links: Links, split?: string, origin?: Origin): string {
  return [
    ...(links.previews ? [`<img width="160" src="${previewUrl(path, links)}">`] : []),
    codeCell(path),
    ...(split === undefined ? [] : [`in **${textCell(split)}**`]),
    ...(origin
      ? [`since ${origin.date}, [${origin.commit.slice(0, 7)}](${links.repository}/commit/${origin.commit})`]
      : []),
  ].join('<br>');
}

/** GitHub strips data: URIs from Markdown; from this address it serves the file to those who may see the repository. */
function previewUrl(path: string, { repository, commit }: Links): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${repository}/blob/${commit}/${encoded}?raw=true`.replaceAll("'", '%27');
}

/** What to commit for pairs that are no duplicates: the second way out. */
export function allowBlock(findings: readonly Finding[], file: string): string[] {
  const lines = findings.flatMap(({ allow }, index) =>
    allow ? [`  { "a": "${allow.a}", "b": "${allow.b}", "reason": "why finding ${index + 1} is no duplicate" }`] : [],
  );
  if (lines.length === 0) return [];
  return [
    [
      '<details><summary>These are no duplicates? Lines for the allow list</summary>',
      '',
      `Add the line of each such pair to ${codeCell(file)}, a JSON array, with your reason:`,
      '',
      '```json',
      `[\n${lines.join(',\n')}\n]`,
      '```',
      '</details>',
    ].join('\n'),
  ];
}
