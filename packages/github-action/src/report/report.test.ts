import { describe, expect, it } from '@jest/globals';
import type { DuplicateReport } from '@pixelpeeper/core';

import { reportOf, smallReport } from '../../../../tests/small-report.ts';
import { listFindings, type Finding } from '../findings.ts';
import { annotationsOf } from '../publish/annotations.ts';
import type { Result } from '../result.ts';
import { toMarkdown, type MarkdownOptions } from './markdown.ts';

const OPTIONS: MarkdownOptions = {
  links: { repository: 'https://github.com/octo/photos', commit: 'abc', previews: true },
  maxLength: 60_000,
  maxFindings: 100,
  allowList: '.pixelpeeper-allow.json',
};

const SUM = 'a'.repeat(64);

function near(image: string, more: Partial<Finding> = {}): Finding {
  const allow = { a: SUM, b: SUM };
  return {
    kind: 'near',
    image,
    other: 'old.jpg',
    words: 'Resized, 98.2% similar',
    similarity: 0.982,
    splits: undefined,
    allow,
    isFailure: true,
    ...more,
  };
}

function result(findings: readonly Finding[], more: Partial<Result> = {}): Result {
  const report = { ...smallReport(), leaks: [], leak_moves: [], same_scene: [] } as DuplicateReport;
  return {
    ...{ report, findings, isFull: false, unreadableBefore: [], origins: new Map(), seconds: 4.2 },
    counts: { added: 50, all: 1050, pointers: 0 },
    hasFailed: findings.some(({ isFailure }) => isFailure),
    ...more,
  };
}

describe('toMarkdown', () => {
  it('says in a line that there is nothing to say', () => {
    expect(toMarkdown(result([]), OPTIONS)).toBe(
      '## No duplicate images\n\n50 new images were compared with each other and with 1,000 committed ones in 4.2 s.\n\n',
    );
  });

  it.each([3000, 65_000])('stays within %i characters and counts what is left out', (maxLength) => {
    const findings = Array.from({ length: 5000 }, (_, index) => near(`${'long/'.repeat(20)}${index}.jpg`));
    const text = toMarkdown(result(findings), { ...OPTIONS, maxLength, maxFindings: 5000 });
    expect(text.length).toBeLessThanOrEqual(maxLength);
    const shown = [...text.matchAll(/^\| \d/gm)].length;
    expect(text).toContain(`**and ${(5000 - shown).toLocaleString('en')} more findings**`);
    expect(shown).toBeGreaterThanOrEqual(1);
  });

  it('gives the exact line for the allow list', () => {
    expect(toMarkdown(result([near('a.jpg')]), OPTIONS)).toContain(
      `[\n  { "a": "${SUM}", "b": "${SUM}", "reason": "why finding 1 is no duplicate" }\n]`,
    );
  });

  it('links pictures by the commit, whatever their names, or leaves them out', () => {
    const text = toMarkdown(result([near('a b/#1?".jpg')]), OPTIONS);
    expect(text).toContain(
      '<img width="160" src="https://github.com/octo/photos/blob/abc/a%20b/%231%3F%22.jpg?raw=true">',
    );
    const plain = { ...OPTIONS, links: { ...OPTIONS.links, previews: false } };
    expect(toMarkdown(result([near('a.jpg')]), plain)).not.toContain('<img');
  });
});

describe('annotationsOf', () => {
  it('shows ten of a kind at most, the last of which counts the rest', () => {
    const findings = [
      ...Array.from({ length: 12 }, (_, index) => near(`${index}.jpg`)),
      near('w.jpg', { isFailure: false }),
    ];
    const annotations = annotationsOf(findings);
    expect(annotations.map(({ level }) => level)).toEqual([...Array<string>(10).fill('error'), 'warning']);
    expect(annotations[9]).toMatchObject({ message: 'and 3 more: see the job summary.' });
    expect(annotations[0]).toEqual({
      level: 'error',
      message: `Resized, 98.2% similar (the other is old.jpg). Remove it, or allow the pair: { "a": "${SUM}", "b": "${SUM}", "reason": "..." }`,
      properties: { title: 'Near-duplicate image', file: '0.jpg', startLine: 1 },
    });
  });
});

describe('listFindings', () => {
  const report = smallReport();
  const gps = [{ kind: 'gps' as const, image: 'x.jpg', words: 'GPS' }];
  const failing = (failOn: 'near' | 'exact' | 'leak' | 'never', guards: ('gps' | 'unreadable')[] = []): string[] => [
    ...new Set(
      listFindings(report, gps, { 'fail-on': failOn, guards }).flatMap(({ kind, isFailure }) =>
        isFailure ? [kind] : [],
      ),
    ),
  ];

  it('names the input that sets a limit', () => {
    const unreadable = [{ source: 'bomb.png', code: 'too_many_pixels' as const, message: 'Raise the limit.' }];
    const [finding] = listFindings(reportOf({ unreadable }), [], { 'fail-on': 'near', guards: [] });
    expect(finding!.words).toBe('Raise the limit. The input `max-image-pixels` sets it.');
  });

  it('fails on what it is told to, on leaks before all, and on guards that are on', () => {
    const kinds = new Set(listFindings(report, gps, { 'fail-on': 'never', guards: [] }).map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['near', 'unreadable', 'gps']));
    expect(failing('never')).toEqual([]);
    expect(failing('leak')).not.toContain('near');
    expect(failing('near')).toEqual(expect.arrayContaining(['near', 'gps']));
    expect(failing('near')).not.toContain('unreadable');
    expect(failing('exact', ['unreadable'])).toContain('unreadable');
  });
});
