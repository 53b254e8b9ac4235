import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { hexDistance } from '../hash/hamming-distance.ts';
import { newRecord, type ImageRecord, type Metadata } from '../record.ts';
import type { HashName, PendingWork, RecordQuery, Store } from './store.ts';

const NOW = new Date('2024-02-23T15:15:30Z');
const LONG_LEASE_MS = 600_000;

/** What every store does: each driver runs this suite, with a function that opens an empty store. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    describe('records', () => {
      it('gives back a record as it was put', async () => {
        const record = processed({
          metadata: { EXIF: { Model: 'ILCE-7M2', ISO: 100, Flash: false, Subject: ['a', null] } },
        });
        await store.put(record);
        expect(await store.get(record.id)).toEqual(record);
        expect(Object.keys((await store.get(record.id))!)).toEqual(Object.keys(record));
      });

      it('knows no record that was not put', async () => {
        expect(await store.get('01hqb8qc6g0000000000000000')).toBeUndefined();
      });

      it('replaces the record with the same id', async () => {
        const record = pending();
        await store.put(record);
        await store.put({ ...record, status: 'processed', checksum: 'aa' });
        expect(await store.get(record.id)).toEqual({ ...record, status: 'processed', checksum: 'aa' });
        expect(await store.countUnfinished()).toBe(0);
      });

      it('keeps metadata in any script, with NUL and lone surrogates, in values and in names', async () => {
        const metadata: Metadata = {
          XMP: {
            Title: '写真 📷 e\u0301',
            'na\u0000me\ud800': '\u0000',
            Broken: '\ud83d|\udcf7',
            ['__proto__']: '"\\\n\u2028',
          },
        };
        const record = processed({ metadata, filename: 'a\u0000b\udc00.jpg' });
        await store.put(record);
        expect(await store.get(record.id)).toEqual(record);
      });

      it('keeps a record of more than a megabyte', async () => {
        const record = processed({ metadata: { XMP: { History: 'é'.repeat(1_000_000) } } });
        await store.put(record);
        expect(await store.get(record.id)).toEqual(record);
      });

      it('finds the records of a checksum, oldest first, and follows a change of it', async () => {
        const [first, second, other] = [
          processed({ checksum: 'aa' }),
          processed({ checksum: 'aa' }),
          processed({ checksum: 'bb' }),
        ];
        for (const record of [second, other, first]) await store.put(record);
        expect(await store.findByChecksum('aa')).toEqual([first, second]);
        expect(await store.findByChecksum('cc')).toEqual([]);
        await store.put({ ...first, checksum: 'cc' });
        expect(await store.findByChecksum('aa')).toEqual([second]);
        expect(ids(await store.findByChecksum('cc'))).toEqual([first.id]);
      });

      it('counts pending and processing records as unfinished', async () => {
        for (const status of ['pending', 'processing', 'processed', 'failed'] as const)
          await store.put({ ...pending(), status });
        expect(await store.countUnfinished()).toBe(2);
      });

      it('stores what is put at the same time', async () => {
        const records = Array.from({ length: 1_000 }, () => processed({ checksum: 'aa' }));
        await Promise.all(records.map((record) => store.put(record)));
        expect(await store.findByChecksum('aa')).toEqual(records);
      });

      it('answers in the order of the calls', async () => {
        const record = pending();
        const [, before, , after] = await Promise.all([
          store.put(record),
          store.get(record.id),
          store.put({ ...record, status: 'failed' }),
          store.get(record.id),
        ]);
        expect([before?.status, after?.status]).toEqual(['pending', 'failed']);
      });

      it('refuses a record whose hash has another length, and stores those put beside it', async () => {
        const record = processed({ dhash: '00000000000000ff' });
        const puts = await Promise.allSettled([store.put(processed({ dhash: 'ff' })), store.put(record)]);
        expect(puts.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
        await expect(store.put(processed({ pdq: '0'.repeat(63) }))).rejects.toThrow(
          new RangeError(`Expected \`pdq\` to be 64 hex digits, got \`${'0'.repeat(63)}\``),
        );
        expect(
          ids(
            await store.findByHash('dhash', '00000000000000ff', 0).then((found) => found.map((match) => match.record)),
          ),
        ).toEqual([record.id]);
      });
    });

    describe('lists', () => {
      const put = async (found: readonly Partial<ImageRecord>[]): Promise<string[]> => {
        const records = found.map((fields) => processed(fields));
        for (const record of records) await store.put(record);
        return records.map(({ id }) => id);
      };
      const ids = async (query: RecordQuery): Promise<string[]> => (await store.list(query)).map(({ id }) => id);

      it('give whole records, newest first, as many as asked for, and then what follows', async () => {
        const [a, b, c] = await put([{ dataset: 'birds' }, {}, { metadata: { EXIF: { ISO: 100 } } }]);
        expect(await store.list({ limit: 1 })).toEqual([await store.get(c!)]);
        expect(await ids({ limit: 9 })).toEqual([c, b, a]);
        expect(await ids({ limit: 1, before: c })).toEqual([b]);
        expect(await ids({ limit: 9, before: a })).toEqual([]);
      });

      it('hold a dataset, a URL or a status alone, or all of them at once', async () => {
        const url = 'https://example.com/a%20b.jpg?size=large';
        const [a, b, c] = await put([{ dataset: 'birds', url }, { dataset: 'birds', status: 'failed' }, { url }]);
        await store.put(pending());
        expect(await ids({ dataset: 'birds', limit: 9 })).toEqual([b, a]);
        expect(await ids({ url, limit: 9 })).toEqual([c, a]);
        expect(await ids({ url: 'https://example.com/', limit: 9 })).toEqual([]);
        expect(await ids({ status: 'failed', limit: 9 })).toEqual([b]);
        expect(await ids({ status: 'processed', dataset: 'birds', url, limit: 9 })).toEqual([a]);
      });

      it('hold what has a text in its filename or URL, whatever signs it is made of', async () => {
        const [a, b] = await put([{ filename: '100%_Fun\\.jpg' }, { url: 'https://example.com/Harbour.jpg' }]);
        expect(await ids({ text: 'harbour', limit: 9 })).toEqual([b]);
        expect(await ids({ text: '%_fun\\', limit: 9 })).toEqual([a]);
        expect(await ids({ text: '.JPG', limit: 9 })).toEqual([b, a]);
        expect(await ids({ text: "'", limit: 9 })).toEqual([]);
      });

      it('follow a record that is put again', async () => {
        const [a] = await put([{ dataset: 'birds', filename: 'a.jpg' }]);
        await store.put({ ...(await store.get(a!))!, dataset: 'boats', filename: 'b.jpg' });
        expect(await ids({ dataset: 'birds', limit: 9 })).toEqual([]);
        expect(await ids({ dataset: 'boats', text: 'b.jpg', limit: 9 })).toEqual([a]);
      });

      it('hold at least one', async () => {
        await expect(store.list({ limit: 0 })).rejects.toThrow(RangeError);
      });
    });

    describe('hashes', () => {
      it('finds the nearest first, then the oldest', async () => {
        const old = processed({ dhash: '0000000000000003' });
        const young = processed({ dhash: '8000000000000001' });
        const same = processed({ dhash: '0000000000000000' });
        const far = processed({ dhash: '0000000000000007' });
        for (const record of [far, young, same, old]) await store.put(record);
        expect(await store.findByHash('dhash', '0000000000000000', 2)).toEqual([
          { record: same, distance: 0 },
          { record: old, distance: 2 },
          { record: young, distance: 2 },
        ]);
      });

      it('searches each hash by itself', async () => {
        const record = processed({ dhash: '00000000000000ff', phash: 'ff00000000000000', pdq: '0f'.repeat(32) });
        await store.put(record);
        expect(await store.findByHash('dhash', 'ff00000000000000', 8)).toEqual([]);
        expect(await store.findByHash('phash', 'FF00000000000000', 0)).toEqual([{ record, distance: 0 }]);
        expect(await store.findByHash('pdq', `0e${'0f'.repeat(31)}`, 1)).toEqual([{ record, distance: 1 }]);
      });

      it('follows a record whose hash changes or goes', async () => {
        const record = processed({ dhash: '00000000000000ff' });
        await store.put(record);
        const moved = { ...record, dhash: 'ff00000000000000' };
        await store.put(moved);
        expect(await store.findByHash('dhash', '00000000000000ff', 8)).toEqual([]);
        expect(await store.findByHash('dhash', 'ff00000000000000', 0)).toEqual([{ record: moved, distance: 0 }]);
        await store.put({ ...record, dhash: null });
        expect(await store.findByHash('dhash', '0000000000000000', 64)).toEqual([]);
      });

      it('finds all records at the greatest distance', async () => {
        const record = processed({ pdq: 'f'.repeat(64) });
        await store.put(record);
        expect(await store.findByHash('pdq', '0'.repeat(64), 256)).toEqual([{ record, distance: 256 }]);
        expect(await store.findByHash('pdq', '0'.repeat(64), 255)).toEqual([]);
      });

      it('finds among 5,000 records what comparing with each one finds', async () => {
        const next = seededBits(20260214);
        const centres = Array.from({ length: 40 }, () => ({ dhash: next(8), phash: next(8), pdq: next(32) }));
        const records = Array.from({ length: 5_000 }, (_, i) => {
          const centre = centres[i % centres.length]!;
          const flips = i % 50;
          return processed({
            dhash: flip(centre.dhash, flips, next),
            phash: flip(centre.phash, flips, next),
            pdq: flip(centre.pdq, flips, next),
          });
        });
        await Promise.all(records.map((record) => store.put(record)));
        let found = 0;
        for (const hash of ['dhash', 'phash', 'pdq'] as const) {
          for (const maxDistance of [0, 1, 3, 8, 12, 40]) {
            for (const centre of centres.slice(0, 3)) {
              const matches = await store.findByHash(hash, centre[hash], maxDistance);
              expect(matches).toEqual(compareWithEach(records, hash, centre[hash], maxDistance));
              found += matches.length;
            }
          }
        }
        expect(found).toBeGreaterThan(1_000);
      });

      it('refuses a hash of another length and a distance out of range', async () => {
        await expect(store.findByHash('dhash', 'ff', 0)).rejects.toThrow(
          new RangeError('Expected `dhash` to be 16 hex digits, got `ff`'),
        );
        await expect(store.findByHash('phash', '000000000000000g', 0)).rejects.toThrow(RangeError);
        await expect(store.findByHash('dhash', '0000000000000000', 65)).rejects.toThrow(
          new RangeError('Expected `maxDistance` to be an integer from 0 to 64, got `65`'),
        );
        for (const maxDistance of [-1, 0.5, NaN]) {
          await expect(store.findByHash('pdq', '0'.repeat(64), maxDistance)).rejects.toThrow(RangeError);
        }
      });
    });

    describe('batches', () => {
      it('finds the records put and enqueued under a name, oldest first', async () => {
        const [enqueued, put, other] = [pending(), processed(), processed()];
        await store.put(put, { batch: 'b1' });
        await store.put(other, { batch: 'b2' });
        await store.enqueue([work(enqueued)], { batch: 'b1' });
        expect(await store.findBatch('b1')).toEqual([enqueued, put]);
        expect(await store.findBatch('b3')).toEqual([]);
      });

      it('keeps a record in its batch when it is put again without a name, and moves it to another name', async () => {
        const record = pending();
        await store.enqueue([work(record)], { batch: 'b1' });
        await store.put({ ...record, status: 'processed' });
        expect(await store.findBatch('b1')).toEqual([{ ...record, status: 'processed' }]);
        await store.put({ ...record, status: 'processed' }, { batch: 'b2' });
        expect(await store.findBatch('b1')).toEqual([]);
        expect(ids(await store.findBatch('b2'))).toEqual([record.id]);
      });

      it('forgets a name and keeps its records', async () => {
        const record = processed();
        await store.put(record, { batch: 'b1' });
        await store.endBatch('b1');
        expect(await store.findBatch('b1')).toEqual([]);
        expect(await store.get(record.id)).toEqual(record);
      });
    });

    describe('the queue', () => {
      it('hands out work as it was enqueued, oldest first, as processing', async () => {
        const [first, second] = [pending(), pending()];
        const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
        await store.enqueue([
          { record: second, source: null, bytes: bytes.subarray(1, 255), wantsMetadata: false },
          { record: first, source: 'https://example.org/ü?a=1', bytes: null, wantsMetadata: true },
        ]);
        const claimed = await store.claim({ limit: 5, leaseMs: LONG_LEASE_MS });
        expect(claimed.map(plain)).toEqual([
          {
            record: { ...first, status: 'processing' },
            source: 'https://example.org/ü?a=1',
            bytes: null,
            wantsMetadata: true,
          },
          {
            record: { ...second, status: 'processing' },
            source: null,
            bytes: [...bytes.subarray(1, 255)],
            wantsMetadata: false,
          },
        ]);
        expect(await store.get(first.id)).toEqual({ ...first, status: 'processing' });
        expect(bytes.length).toBe(256);
      });

      it('hands out no more than the limit, and nothing twice', async () => {
        const records = Array.from({ length: 5 }, pending);
        await store.enqueue(records.map(work));
        const claims = await Promise.all([1, 2, 3, 4].map((limit) => store.claim({ limit, leaseMs: LONG_LEASE_MS })));
        expect(claims.map((claimed) => claimed.length)).toEqual([1, 2, 2, 0]);
        expect(ids(claims.flat().map(({ record }) => record))).toEqual(ids(records));
        expect(await store.countUnfinished()).toBe(5);
      });

      it('takes finished and failed work from the queue', async () => {
        const [first, second, third] = [pending(), pending(), pending()];
        await store.enqueue([first, second, third].map(work));
        await store.put({ ...first, status: 'processed' });
        await store.put({ ...second, status: 'failed', error: { code: 'not_an_image', message: 'No image.' } });
        await store.put({ ...third, status: 'processing' });
        expect(ids((await store.claim({ limit: 9, leaseMs: LONG_LEASE_MS })).map(({ record }) => record))).toEqual([
          third.id,
        ]);
      });

      it('hands out again what a lease has run out for', async () => {
        const record = pending();
        await store.enqueue([work(record)]);
        await store.claim({ limit: 1, leaseMs: 1 });
        await sleep(20);
        const again = await store.claim({ limit: 1, leaseMs: LONG_LEASE_MS });
        expect(again.map((claimed) => claimed.record)).toEqual([{ ...record, status: 'processing' }]);
      });

      it('hands out nothing whose lease was renewed', async () => {
        const records = Array.from({ length: 2_500 }, pending);
        await store.enqueue(records.map(work));
        await store.claim({ limit: 2_500, leaseMs: 1 });
        await store.renew(ids(records.slice(1)), LONG_LEASE_MS);
        await sleep(20);
        const again = await store.claim({ limit: 9, leaseMs: LONG_LEASE_MS });
        expect(ids(again.map(({ record }) => record))).toEqual([records[0]!.id]);
      });

      it('hands out at once what was released', async () => {
        const [first, second] = [pending(), pending()];
        await store.enqueue([first, second].map(work));
        await store.claim({ limit: 2, leaseMs: LONG_LEASE_MS });
        await store.release([second.id]);
        expect(await store.get(second.id)).toEqual(second);
        expect(ids((await store.claim({ limit: 2, leaseMs: LONG_LEASE_MS })).map(({ record }) => record))).toEqual([
          second.id,
        ]);
      });

      it('neither renews nor releases what is finished or was never there', async () => {
        const record = pending();
        await store.enqueue([work(record)]);
        await store.claim({ limit: 1, leaseMs: LONG_LEASE_MS });
        await store.put({ ...record, status: 'processed' });
        await store.release([record.id, 'nobody']);
        await store.renew([record.id, 'nobody'], 1);
        expect((await store.get(record.id))?.status).toBe('processed');
        expect(await store.claim({ limit: 1, leaseMs: 1 })).toEqual([]);
      });

      it('hands out work anew that is enqueued again', async () => {
        const record = pending();
        await store.enqueue([work(record)]);
        await store.put({ ...record, status: 'failed' });
        await store.enqueue([{ ...work(record), source: 'https://example.org/other.jpg' }]);
        const claimed = await store.claim({ limit: 2, leaseMs: LONG_LEASE_MS });
        expect(claimed.map(({ source }) => source)).toEqual(['https://example.org/other.jpg']);
      });

      it('enqueues all or none', async () => {
        const record = pending();
        await expect(store.enqueue([work(record), work({ ...pending(), dhash: 'ff' })])).rejects.toThrow(RangeError);
        const done = processed();
        await expect(store.enqueue([work(record), work(done)])).rejects.toThrow(
          new TypeError(`Expected record ${done.id} to be \`pending\`, got \`processed\``),
        );
        expect(await store.get(record.id)).toBeUndefined();
        expect(await store.countUnfinished()).toBe(0);
      });

      it('refuses limits and leases under 1', async () => {
        await expect(store.claim({ limit: 0, leaseMs: 1 })).rejects.toThrow(
          new RangeError('Expected `limit` to be an integer from 1, got `0`'),
        );
        await expect(store.claim({ limit: 1, leaseMs: 0.5 })).rejects.toThrow(
          new RangeError('Expected `leaseMs` to be an integer from 1, got `0.5`'),
        );
        await expect(store.renew([], NaN)).rejects.toThrow(RangeError);
      });
    });

    describe('files', () => {
      it('gives fingerprints by version and checksum', async () => {
        const buffer = Uint8Array.from({ length: 1_000 }, (_, i) => i % 256);
        await store.putFingerprints('v1', [
          { checksum: 'aa', bytes: buffer.subarray(10, 20) },
          { checksum: 'bb', bytes: new Uint8Array(0) },
        ]);
        await store.putFingerprints('v2', [{ checksum: 'aa', bytes: buffer.subarray(0, 1) }]);
        const found = await store.getFingerprints('v1', ['bb', 'cc', 'aa', 'aa']);
        expect(found.map(({ checksum, bytes }) => [checksum, ...bytes]).sort()).toEqual([
          ['aa', 10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
          ['bb'],
        ]);
        expect(await store.getFingerprints('v3', ['aa'])).toEqual([]);
        expect(buffer.length).toBe(1_000);
      });

      it('replaces a fingerprint', async () => {
        await store.putFingerprints('v1', [{ checksum: 'aa', bytes: Uint8Array.of(1) }]);
        await store.putFingerprints('v1', [{ checksum: 'aa', bytes: Uint8Array.of(2) }]);
        expect((await store.getFingerprints('v1', ['aa'])).map(({ bytes }) => [...bytes])).toEqual([[2]]);
      });

      it('remembers files by path, as they were last seen', async () => {
        const file = {
          path: '/photos/a b/写真.jpg',
          bytesize: 5_000_000_000,
          modifiedMs: 1708701330123.456,
          checksum: 'aa',
        };
        await store.putSeenFiles([file, { ...file, path: '/photos/b.jpg' }]);
        await store.putSeenFiles([{ ...file, path: '/photos/b.jpg', bytesize: 7 }]);
        expect(await store.getSeenFiles([file.path, '/photos/c.jpg'])).toEqual([file]);
        expect(await store.getSeenFiles(['/photos/b.jpg'])).toEqual([{ ...file, path: '/photos/b.jpg', bytesize: 7 }]);
      });

      it('takes lists of any length', async () => {
        const paths = Array.from({ length: 40_000 }, (_, i) => `/photos/${i}.jpg`);
        await store.putSeenFiles(
          paths.slice(20_000).map((path, bytesize) => ({ path, bytesize, modifiedMs: 0, checksum: path })),
        );
        await store.putFingerprints(
          'v1',
          paths.slice(20_000).map((checksum) => ({ checksum, bytes: Uint8Array.of(1, 2) })),
        );
        expect(await store.getSeenFiles(paths)).toHaveLength(20_000);
        expect(await store.getFingerprints('v1', paths)).toHaveLength(20_000);
        expect(await store.getSeenFiles([])).toEqual([]);
      });
    });

    describe('closing', () => {
      it('finishes what is under way', async () => {
        const records = Array.from({ length: 300 }, () => processed());
        const puts = records.map((record) => store.put(record));
        const last = store.get(records[299]!.id);
        await store.close();
        expect(await Promise.all(puts)).toHaveLength(300);
        expect(await last).toEqual(records[299]);
      });

      it('refuses all use afterwards, and may be done twice', async () => {
        const closing = store.close();
        await expect(store.put(pending())).rejects.toMatchObject({ code: 'store_closed' });
        await closing;
        await store.close();
        await store[Symbol.asyncDispose]();
        await expect(store.get('a')).rejects.toMatchObject({ name: 'StoreError', code: 'store_closed' });
        await expect(store.claim({ limit: 1, leaseMs: 1 })).rejects.toMatchObject({ code: 'store_closed' });
      });
    });
  });
}

function pending(): ImageRecord {
  return newRecord({ url: 'https://example.org/a.jpg', filename: 'a.jpg', now: NOW });
}

function processed(fields: Partial<ImageRecord> = {}): ImageRecord {
  return { ...pending(), status: 'processed', ...fields };
}

function work(record: ImageRecord): PendingWork {
  return { record, source: record.url, bytes: null, wantsMetadata: true };
}

function plain({ bytes, ...rest }: PendingWork): unknown {
  return { ...rest, bytes: bytes && [...bytes] };
}

function ids(records: readonly ImageRecord[]): string[] {
  return records.map(({ id }) => id);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function compareWithEach(records: readonly ImageRecord[], hash: HashName, hex: string, maxDistance: number) {
  return records
    .map((record) => ({ record, distance: hexDistance(record[hash]!, hex) }))
    .filter(({ distance }) => distance <= maxDistance)
    .sort((a, b) => a.distance - b.distance);
}

/** Seeded random bytes as hex (xorshift32). */
function seededBits(seed: number): (bytes: number) => string {
  let state = seed;
  return (bytes) => {
    const out = new Uint8Array(bytes);
    for (let i = 0; i < bytes; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      out[i] = state >>> 8;
    }
    return Buffer.from(out).toString('hex');
  };
}

/** Flips `count` random bits of a code; some of them may be flipped back. */
function flip(hex: string, count: number, next: (bytes: number) => string): string {
  const code = Buffer.from(hex, 'hex');
  for (let i = 0; i < count; i++) {
    const position = parseInt(next(2), 16) % (code.length * 8);
    code[position >> 3]! ^= 1 << (position & 7);
  }
  return code.toString('hex');
}
