import * as core from '@actions/core';

import type { Inputs } from '../inputs/input-table.ts';
import type { Result } from '../result.ts';

interface OutputKind {
  readonly about: string;
  readonly of: (result: Result, inputs: Inputs) => string | number;
}

/** Every output, in the order of the README's table; action.yml and that table are generated from it. */
export const OUTPUTS = {
  conclusion: {
    about: '`failure` where findings fail the job, else `success`.',
    of: ({ hasFailed }) => (hasFailed ? 'failure' : 'success'),
  },
  exact: { about: 'Pairs of identical files or pixels.', of: ({ report }) => report.summary.exact_pairs },
  near: { about: 'Pairs of near duplicates.', of: ({ report }) => report.summary.near_pairs },
  leaks: {
    about: 'Pairs in different splits; they count among the exact and near ones too.',
    of: ({ report }) => report.summary.leaks,
  },
  clusters: { about: 'Groups of images that are copies of one another.', of: ({ report }) => report.summary.clusters },
  unreadable: { about: 'New images that cannot be decoded.', of: ({ report }) => report.summary.unreadable },
  images: { about: 'Images that were looked at, committed ones included.', of: ({ counts }) => counts.all },
  json: { about: 'Where the JSON report was written.', of: (_, inputs) => inputs.json },
  html: { about: 'Where the HTML report was written.', of: (_, inputs) => inputs.html },
  sarif: { about: 'Where the SARIF report was written.', of: (_, inputs) => inputs.sarif },
  csv: { about: 'Where the CSV report was written.', of: (_, inputs) => inputs.csv },
  markdown: { about: 'Where the comment was written.', of: (_, inputs) => inputs.markdown },
} as const satisfies Readonly<Record<string, OutputKind>>;

export function setOutputs(result: Result, inputs: Inputs): void {
  for (const [name, { of }] of Object.entries(OUTPUTS)) core.setOutput(name, of(result, inputs));
}
