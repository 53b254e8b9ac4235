import type { DuplicateReport } from '@pixelpeeper/core';

import type { Finding } from './findings.ts';
import type { Origin } from './git/origin.ts';

/** What a run has found out: all reports are made of this. */
export interface Result {
  readonly report: DuplicateReport;
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** How many images the change brings in, and how many there are. */
  readonly counts: { readonly added: number; readonly all: number; readonly pointers: number };
  /** Whether all images were compared with each other. */
  readonly isFull: boolean;
  /** Images that were there before and cannot be read: worth a warning. */
  readonly unreadableBefore: readonly string[];
  /** When older images came, as far as that was looked up; by path. */
  readonly origins: ReadonlyMap<string, Origin>;
  readonly hasFailed: boolean;
  /** Seconds that all took. */
  readonly seconds: number;
}
