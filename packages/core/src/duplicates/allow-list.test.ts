import { describe, expect, it } from '@jest/globals';

import { SourceError } from '../errors.ts';
import { parseAllowList } from './allow-list.ts';

const NOW = new Date('2026-07-01T12:00:00Z');
const [A, B, C] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)] as const;
const ENTRY = { a: A, b: B, reason: 'two pages of one book' };

function parse(...entries: readonly unknown[]): ReturnType<typeof parseAllowList> {
  return parseAllowList(JSON.stringify(entries), NOW);
}

describe('parseAllowList', () => {
  it('allows the pairs it lists, whichever comes first, and no other', () => {
    const allow = parse(ENTRY, { a: C, b: B, reason: 'a series' });
    expect([allow.has(A, B), allow.has(B, A), allow.has(B, C), allow.has(C, B)]).toEqual([true, true, true, true]);
    expect([allow.has(A, C), allow.has(A, A), allow.has(B, B)]).toEqual([false, false, false]);
  });

  it('allows nothing when it is empty', () => {
    expect(parse().has(A, B)).toBe(false);
  });

  it('takes checksums in capitals, and an author', () => {
    expect(parse({ ...ENTRY, a: A.toUpperCase(), author: 'Ada' }).has(A, B)).toBe(true);
  });

  it.each([
    ['2026-07-02', true],
    ['2026-07-01', true],
    ['2026-06-30', false],
    ['2025-12-31', false],
    ['2027-01-01', true],
  ])('counts an entry that expires on %s on 1 July 2026: %s', (expires, isAllowed) => {
    expect(parse({ ...ENTRY, expires }).has(A, B)).toBe(isAllowed);
  });

  const needsChecksums = 'needs `a` and `b`, the SHA-256 checksums of two files (64 hex digits each)';
  const notADate = 'has an `expires` that is not a date like 2027-01-31';
  it.each<[string, unknown, string]>([
    ['no checksum', { reason: 'why' }, needsChecksums],
    ['one checksum', { a: A, reason: 'why' }, needsChecksums],
    ['a path', { ...ENTRY, b: 'train/1.jpg' }, needsChecksums],
    ['63 digits', { ...ENTRY, a: A.slice(1) }, needsChecksums],
    ['null', null, needsChecksums],
    ['a text', 'train/1.jpg', needsChecksums],
    ['no reason', { a: A, b: B }, 'needs a `reason`'],
    ['an empty reason', { ...ENTRY, reason: '  ' }, 'needs a `reason`'],
    ['a reason that is no text', { ...ENTRY, reason: 1 }, 'needs a `reason`'],
    ['a date in words', { ...ENTRY, expires: 'next year' }, notADate],
    ['a moment', { ...ENTRY, expires: '2027-01-31T00:00:00Z' }, notADate],
    ['a number', { ...ENTRY, expires: 2027 }, notADate],
    ['month 13', { ...ENTRY, expires: '2027-13-01' }, notADate],
    ['30 February', { ...ENTRY, expires: '2027-02-30' }, notADate],
  ])('refuses an entry with %s, naming it', (_what, entry, message) => {
    const refused = (): unknown => parse(ENTRY, entry);
    expect(refused).toThrow(SourceError);
    expect(refused).toThrow(
      expect.objectContaining({ code: 'allow_list_invalid', message: `Entry 2 of the allow list ${message}.` }),
    );
  });

  it.each([
    ['{"a": ', 'The allow list is not JSON. Write an array of { "a", "b", "reason" }.'],
    ['', 'The allow list is not JSON. Write an array of { "a", "b", "reason" }.'],
    ['{"a": "b"}', 'The allow list is not an array. Write an array of { "a", "b", "reason" }.'],
    ['null', 'The allow list is not an array. Write an array of { "a", "b", "reason" }.'],
  ])('refuses the text %j', (text, message) => {
    expect(() => parseAllowList(text, NOW)).toThrow(expect.objectContaining({ code: 'allow_list_invalid', message }));
  });
});
