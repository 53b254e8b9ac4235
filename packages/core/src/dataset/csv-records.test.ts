import { Readable } from 'node:stream';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { csvRecords } from './csv-records.ts';

async function fieldsOf(text: string): Promise<unknown[]> {
  const records = await Array.fromAsync(csvRecords(Readable.from([text]), ','));
  return records.map((record) => ('fields' in record ? record.fields : record.broken));
}

describe('csvRecords', () => {
  it('reads whole files as csv-parse does, quotes and line breaks within quotes included', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é'), maxLength: 6 });
    const record = fc
      .array(field, { minLength: 1, maxLength: 3 })
      .filter((fields) => fields.some((text) => text.trim()));
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), async (records, end) => {
        const quoted = records.map((fields) => fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
        const text = quoted.join(end);
        expect(await fieldsOf(text)).toEqual(parse(text, { trim: true, relax_column_count: true }));
      }),
      { numRuns: 300 },
    );
  });

  it('gives every line of any text a record, broken or not, unless it is empty', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', ',', ' '), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 60 }), async (lines) => {
        const records = await Array.fromAsync(csvRecords(Readable.from([lines.join('\n')]), ','));
        const ends = [...records.slice(1).map((record) => record.line), lines.length + 1];
        for (const [index, record] of records.entries()) {
          const covered = lines.slice(record.line - 1, ends[index]! - 1);
          if ('broken' in record) expect(covered.slice(1).join('').replace(/[ ,]/g, '').replaceAll('""', '')).toBe('');
          else expect(covered.join('\n').replace(/[ ,"\n]/g, '')).toBe(record.fields.join('').replace(/[ ,"\n]/g, ''));
        }
      }),
      { numRuns: 300 },
    );
  });
});
