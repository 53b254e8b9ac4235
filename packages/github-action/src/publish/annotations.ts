import type { AnnotationProperties } from '@actions/core';

import type { Finding, FindingKind } from '../findings.ts';

/** GitHub shows so many of each kind a step. */
const MOST_A_KIND = 10;

export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly message: string;
  readonly properties: AnnotationProperties;
}

const TITLES: Readonly<Record<FindingKind, string>> = {
  leak: 'Image leaks between splits',
  exact: 'Duplicate image',
  near: 'Near-duplicate image',
  unreadable: 'Unreadable image',
  lfs: 'Image is not here',
  gps: 'Image tells where it was taken',
  licence: 'Image without licence',
  size: 'Image is too large',
};

/** The worst findings at the files they are about; the last one of a kind counts those that do not fit. */
export function annotationsOf(findings: readonly Finding[]): Annotation[] {
  const failures = findings.filter(({ isFailure }) => isFailure);
  const others = findings.filter(({ isFailure }) => !isFailure);
  return [...atMost(failures, 'error'), ...atMost(others, 'warning')];
}

function atMost(findings: readonly Finding[], level: Annotation['level']): Annotation[] {
  const shown = findings.length <= MOST_A_KIND ? findings : findings.slice(0, MOST_A_KIND - 1);
  const left = findings.length - shown.length;
  const rest: Annotation = {
    level,
    message: `and ${left} more: see the job summary.`,
    properties: { title: 'More findings' },
  };
  return [...shown.map((finding) => annotationOf(finding, level)), ...(left > 0 ? [rest] : [])];
}

function annotationOf({ kind, image, other, words, splits, allow }: Finding, level: Annotation['level']): Annotation {
  const of = other === undefined ? '' : ` (the other is ${other})`;
  const where = splits ? ` ${splits[0]} and ${splits[1]} share this picture.` : '';
  const out = allow ? ` Remove it, or allow the pair: { "a": "${allow.a}", "b": "${allow.b}", "reason": "..." }` : '';
  return {
    level,
    message: `${words.replace(/\.$/, '')}${of}.${where}${out}`,
    properties: { title: TITLES[kind], file: image, startLine: 1 },
  };
}
