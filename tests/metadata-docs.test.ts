import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { everything } from '../packages/core/fixtures/everything.ts';
import { PixelPeeper } from '../packages/core/src/pixelpeeper.ts';
import { describeWithPerl } from './perl.ts';

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const page = readFileSync(path('docs/metadata.md'), 'utf8');

interface Row {
  readonly field: string;
  /** JSON; undefined where the table refers to another one. */
  readonly example: string | undefined;
}

/** The tables of fields, by the path in the record that their headings name: '' for the record itself. */
const tables = new Map(
  page
    .split(/^##+ /m)
    .map((section) => [/^`(.+)`\n/.exec(section)?.[1] ?? '', rows(section)] as const)
    .filter(([, fields]) => fields.length > 0),
);

function rows(section: string): Row[] {
  const [, table = ''] = /^\| field .*\n\| -.*\n((?:\|.*\n)+)/m.exec(section) ?? [];
  return table
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      return { field: cells[1]!.slice(1, -1), example: /^`(.*)`$/.exec(cells[4]!)?.[1] };
    });
}

/** The object at a path; of a list its first. */
function at(record: unknown, where: string): Record<string, unknown> {
  const found =
    where === '' ? record : where.split('.').reduce((inner, key) => (inner as Record<string, unknown>)[key], record);
  return (Array.isArray(found) ? found[0] : found) as Record<string, unknown>;
}

/** Of one run only. */
const PASSING = new Set(['id', 'checksum', 'bytesize', 'completed_at', 'created_at', 'updated_at', 'metadata']);

describeWithPerl('docs/metadata.md', () => {
  let record: unknown;
  beforeAll(async () => {
    await using pixelpeeper = await PixelPeeper.open();
    record = await pixelpeeper.process({ bytes: await everything(), filename: 'tower.jpg' }, { dataset: 'towers' });
  });

  it('has a table for every object in a record, and a row for every field, in their order', () => {
    expect([...tables.keys()]).toEqual([
      ...['', 'camera', 'lens', 'dominant_colours', 'highlights', 'highlights.gps', 'highlights.regions'],
      ...['rights', 'rights.no_ai', 'provenance', 'provenance.c2pa', 'provenance.generator'],
    ]);
    for (const [where, fields] of tables)
      expect([where, fields.map(({ field }) => field).sort()]).toEqual([where, Object.keys(at(record, where)).sort()]);
  });

  it('gives the examples that the code gives', () => {
    for (const [where, fields] of tables)
      for (const { field, example } of fields) {
        if (example === undefined || PASSING.has(field)) continue;
        expect([where, field, at(record, where)[field]]).toEqual([where, field, JSON.parse(example)]);
      }
  });

  it('leaves an example out only where it has a table of its own', () => {
    for (const [where, fields] of tables)
      for (const { field, example } of fields)
        if (example === undefined) expect([...tables.keys()]).toContain(where === '' ? field : `${where}.${field}`);
  });

  it('gives examples of the right kind where they change with every run', () => {
    const ofRecord = Object.fromEntries(tables.get('')!.map(({ field, example }) => [field, example]));
    for (const field of PASSING) {
      const [example, real] = [JSON.parse(ofRecord[field]!) as unknown, at(record, '')[field]];
      const shape = (value: unknown): unknown => (typeof value === 'string' ? value.length : typeof value);
      expect([field, shape(example)]).toEqual([field, shape(real)]);
    }
  });
});

describe('docs/metadata.md', () => {
  it('names every tag that the code reads', () => {
    const folder = path('packages/core/src/metadata/');
    const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    const tags = sources.flatMap(
      (name) =>
        readFileSync(`${folder}${name}`, 'utf8').match(
          /(?<=')(?:EXIF|XMP|IPTC|PNG|Composite|MakerNotes|JUMBF):[\w-]+(?=')/g,
        ) ?? [],
    );
    expect(new Set(tags).size).toBeGreaterThan(70);
    expect([...new Set(tags)].filter((tag) => !page.includes(`\`${tag}\``))).toEqual([]);
  });
});
