import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { listRows, manifestRows } from './manifest-rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifest-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The rows of a manifest with this content, each as "line: address (split)" or "line! message". */
async function rows(ending: string, content: string | Uint8Array): Promise<string[]> {
  const path = join(folder, `manifest${ending}`);
  await writeFile(path, content);
  const found: string[] = [];
  for await (const row of manifestRows(path)!) {
    if ('error' in row) found.push(`${row.line}! ${row.error.code}: ${row.error.message.replaceAll(path, 'PATH')}`);
    else found.push(`${row.line}: ${row.address}${row.split === null ? '' : ` (${row.split})`}`);
  }
  return found;
}

describe('a CSV manifest', () => {
  it('gives the column that names the image', async () => {
    expect(await rows('.csv', 'id,Image_URL,label\n1,https://a.example/1.jpg,cat\n2,b.jpg,dog\n')).toEqual([
      '2: https://a.example/1.jpg',
      '3: b.jpg',
    ]);
  });

  it.each([
    ...['url', 'image_url', 'path', 'image_path', 'filepath', 'file_path'],
    ...['file', 'file_name', 'filename', 'image', 'src'],
  ])('knows the column %s', async (column) => {
    expect(await rows('.csv', `label,${column}\ncat,a.jpg\n`)).toEqual(['2: a.jpg']);
  });

  it('prefers a URL to a path to a mere name, whatever their order, and the next where one is empty', async () => {
    expect(await rows('.csv', 'filename,path,url\nn.jpg,p.jpg,http://u.example/\nn.jpg,p.jpg,\nn.jpg,,\n')).toEqual([
      '2: http://u.example/',
      '3: p.jpg',
      '4: n.jpg',
    ]);
  });

  it('without a header gives the first column', async () => {
    expect(await rows('.csv', 'a.jpg,cat\nb.jpg,dog\n')).toEqual(['1: a.jpg', '2: b.jpg']);
  });

  it('may begin with a byte order mark and end its lines like Windows', async () => {
    expect(await rows('.csv', '\uFEFFpath,split\r\na.jpg,train\r\n')).toEqual(['2: a.jpg (train)']);
  });

  it('gives the split in our words', async () => {
    expect(await rows('.csv', 'path,split\na.jpg,Training\nb.jpg,dev\nc.jpg,fold-1\nd.jpg,\n')).toEqual([
      '2: a.jpg (train)',
      '3: b.jpg (validation)',
      '4: c.jpg (fold-1)',
      '5: d.jpg',
    ]);
  });

  it.each(['split', 'Subset', 'partition'])('knows the column %s', async (column) => {
    expect(await rows('.csv', `${column},path\ntest,a.jpg\n`)).toEqual(['2: a.jpg (test)']);
  });

  it('may quote commas, quotes and line breaks', async () => {
    expect(await rows('.csv', 'path\n"a, ""b"".jpg"\n"c\nd.jpg"\ne.jpg\n')).toEqual([
      '2: a, "b".jpg',
      '3: c\nd.jpg',
      '5: e.jpg',
    ]);
  });

  it('goes on after a broken line, which it names', async () => {
    const found = await rows('.csv', 'path,label\na.jpg,cat\n"b"x.jpg,dog\nc.jpg,cow\n');
    expect(found).toEqual([
      '2: a.jpg',
      expect.stringMatching(
        /^3! manifest_line_invalid: Line 3 of PATH is broken \(.*quote.*\)\. Mend or remove the line\.$/i,
      ),
      '4: c.jpg',
    ]);
  });

  it('goes on after a line that names no image, and takes lines that are short or long', async () => {
    expect(await rows('.csv', 'label,path\ncat,a.jpg\ndog\n\ncow,b.jpg,more\n')).toEqual([
      '2: a.jpg',
      '3! manifest_line_invalid: Line 3 of PATH names no image (looked for url, image_url, path, image_path, filepath, file_path, file, file_name, filename, image, src). Mend or remove the line.',
      '5: b.jpg',
    ]);
  });

  it('loses no other line where quotes are not closed', async () => {
    const lines = [
      'path',
      'a.jpg',
      '"b.jpg',
      'c.jpg',
      '"d.jpg',
      ...Array.from({ length: 50 }, (_, n) => `${n}.jpg`),
      '"z.jpg',
    ];
    const found = await rows('.csv', lines.join('\n'));
    const broken = expect.stringMatching(/! manifest_line_invalid: Line \d+ of PATH is broken \(.*quote/i);
    expect(found).toEqual([
      '2: a.jpg',
      broken,
      '4: c.jpg',
      broken,
      ...lines.slice(5, -1).map((name, n) => `${n + 6}: ${name}`),
      broken,
    ]);
    expect(found.filter((row) => row.includes('!')).map((row) => Number.parseInt(row))).toEqual([3, 5, 56]);
  });

  it('reports quotes that do not stand around a whole field', async () => {
    expect(await rows('.csv', 'path\n12" print.jpg\na "b".jpg\nc.jpg')).toEqual([
      expect.stringMatching(/^2! manifest_line_invalid/),
      expect.stringMatching(/^3! manifest_line_invalid/),
      '4: c.jpg',
    ]);
  });

  it('may be empty', async () => {
    expect(await rows('.csv', '')).toEqual([]);
  });
});

describe('a TSV manifest', () => {
  it('is read like a CSV one', async () => {
    expect(await rows('.tsv', 'label\tpath\tsplit\ncat, grey\ta,b.jpg\ttest\n')).toEqual(['2: a,b.jpg (test)']);
  });
});

describe('a JSON Lines manifest', () => {
  it('holds names or objects that have one, and goes on after lines that hold neither', async () => {
    const lines = [
      '"a.jpg"',
      '{"file_name":"b.jpg","split":"val"}',
      '{"path":',
      '',
      '{"label":"cat"}',
      '42',
      'null',
      '{"url":"https://a.example/c.jpg","path":"c.jpg"}',
      '{"path":7,"src":"d.jpg"}',
    ];
    const found = await rows('.jsonl', lines.join('\n'));
    expect(found).toEqual([
      '1: a.jpg',
      '2: b.jpg (validation)',
      '3! manifest_line_invalid: Line 3 of PATH is not JSON. Mend or remove the line.',
      expect.stringMatching(/^5! manifest_line_invalid: Line 5 of PATH names no image/),
      expect.stringMatching(/^6! manifest_line_invalid: Line 6 of PATH names no image/),
      expect.stringMatching(/^7! manifest_line_invalid: Line 7 of PATH names no image/),
      '8: https://a.example/c.jpg',
      '9: d.jpg',
    ]);
  });

  it('may be named .ndjson, in capitals too, and begin with a byte order mark', async () => {
    expect(await rows('.NDJSON', '\uFEFF"a.jpg"\r\n"b.jpg"')).toEqual(['1: a.jpg', '2: b.jpg']);
  });
});

describe('a text manifest', () => {
  it('has one name a line, with comments and empty lines between', async () => {
    expect(await rows('.txt', '\uFEFF# holiday\na.jpg\r\n\n  sub/b.jpg  \n#c.jpg\n写真.jpg')).toEqual([
      '2: a.jpg',
      '4: sub/b.jpg',
      '6: 写真.jpg',
    ]);
  });
});

describe('a COCO manifest', () => {
  const coco = (images: unknown): string => JSON.stringify({ info: {}, images, annotations: [] });

  it('names images by file_name, or coco_url where there is none', async () => {
    const images = [
      { id: 1, file_name: '000001.jpg', coco_url: 'http://images.example/1.jpg' },
      { id: 2, coco_url: 'http://images.example/2.jpg' },
      { id: 3 },
      null,
    ];
    expect(await rows('.json', coco(images))).toEqual([
      '1: 000001.jpg',
      '2: http://images.example/2.jpg',
      expect.stringMatching(/^3! manifest_line_invalid: Line 3 of PATH names no image/),
      expect.stringMatching(/^4! manifest_line_invalid/),
    ]);
  });

  it('may begin with a byte order mark', async () => {
    expect(await rows('.json', `\uFEFF${coco([{ file_name: 'a.jpg' }])}`)).toEqual(['1: a.jpg']);
  });

  it.each(['{"a":1}', '[]', 'null', '{"images":{}}', '{', ''])('is not %j', async (content) => {
    await expect(rows('.json', content)).rejects.toMatchObject({
      name: 'SourceError',
      code: 'manifest_unreadable',
      message: expect.stringMatching(
        /manifest\.json is not a COCO file\. It needs a list `images` with a `file_name` each\.$/,
      ),
    });
  });
});

describe('manifestRows', () => {
  it.each(['a.jpg', 'a', '.csv', 'csv', 'a.csv/b', 'a.constructor'])('does not take %j for a manifest', (path) => {
    expect(path === '.csv' ? undefined : manifestRows(path)).toBeUndefined();
  });

  it.each(['.csv', '.tsv', '.jsonl', '.txt', '.json'])('rejects when a %s file is not there', async (ending) => {
    const reading = Array.fromAsync(manifestRows(join(folder, `missing${ending}`))!);
    await expect(reading).rejects.toThrow(ending === '.json' ? 'is not a COCO file' : 'ENOENT');
  });
});

describe('the lines of a manifest', () => {
  it('are not ended by what JSON and file names may hold', async () => {
    expect(await rows('.jsonl', '{"path":"a.jpg","caption":"one\u2028two\u2029three\u0085"}\n"b\u2028c.jpg"')).toEqual([
      '1: a.jpg',
      '2: b\u2028c.jpg',
    ]);
  });

  it('are read in UTF-8, wherever the file is cut into pieces', async () => {
    const name = `${'é写🌅'.repeat(30_000)}.jpg`;
    expect(await rows('.txt', `${name}\nb.jpg`)).toEqual([`1: ${name}`, '2: b.jpg']);
  });
});

describe('listRows', () => {
  it('gives names as they come', async () => {
    const input = new PassThrough();
    const reading = listRows(input);
    input.write('a.jpg\nb');
    expect((await reading.next()).value).toEqual({ line: 1, address: 'a.jpg', split: null });
    input.end('.jpg');
    expect((await reading.next()).value).toEqual({ line: 2, address: 'b.jpg', split: null });
    expect((await reading.next()).done).toBe(true);
  });

  it('ends when its signal aborts, though its input stays open', async () => {
    const input = new PassThrough();
    const abort = new AbortController();
    const reading = listRows(input, abort.signal);
    input.write('a.jpg\n');
    await reading.next();
    const next = reading.next();
    abort.abort();
    expect((await next).done).toBe(true);
  });

  it('rejects when its input fails', async () => {
    const input = new PassThrough();
    const reading = listRows(input);
    input.write('a.jpg\n');
    await reading.next();
    const next = reading.next();
    input.destroy(new Error('the disk is gone'));
    await expect(next).rejects.toThrow('the disk is gone');
  });

  it('gives every one of many names', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `${index}.jpg`);
    const input = Readable.from(names.map((name) => `${name}\n`));
    expect((await Array.fromAsync(listRows(input))).map((row) => 'address' in row && row.address)).toEqual(names);
  });
});
