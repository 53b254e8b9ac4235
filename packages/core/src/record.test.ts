import { describe, expect, it } from '@jest/globals';
import { decodeTime } from 'ulid';

import { failedRecord, formatTime, newRecord } from './record.ts';

/** The Image Metadata API's answer, in its order. */
const API_FIELDS = [
  ...['id', 'status', 'checksum', 'filename', 'bytesize', 'content_type', 'width', 'height', 'url', 'final_url'],
  ...['dhash', 'phash', 'error', 'completed_at', 'created_at', 'updated_at', 'metadata', 'camera', 'lens'],
];
const now = new Date('2024-02-23T15:15:30.999Z');

describe('newRecord', () => {
  it('is pending and knows no more than it was told', () => {
    const { id, ...record } = newRecord({ url: 'https://a.example/b.jpg', filename: 'b.jpg', dataset: 'birds', now });
    expect(id).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
    expect(record).toEqual({
      status: 'pending',
      checksum: null,
      filename: 'b.jpg',
      bytesize: null,
      content_type: null,
      width: null,
      height: null,
      url: 'https://a.example/b.jpg',
      final_url: null,
      dhash: null,
      phash: null,
      error: null,
      completed_at: null,
      created_at: '2024-02-23 15:15:30 UTC',
      updated_at: '2024-02-23 15:15:30 UTC',
      metadata: null,
      camera: null,
      lens: null,
      hash_formats: { dhash: 'dhash-vips', phash: 'phash-dct-0.9.6', pdq: 'pdq' },
      pixel_checksum: null,
      pdq: null,
      pdq_quality: null,
      orientation: null,
      placeholder: null,
      dominant_colours: null,
      highlights: null,
      rights: null,
      provenance: null,
      camera_match: null,
      lens_match: null,
      stripped: [],
      dataset: 'birds',
      warnings: [],
    });
  });

  it('begins with the fields of the API, in its order', () => {
    const fields = Object.keys(newRecord({ url: null, filename: null, now }));
    expect(fields.slice(0, API_FIELDS.length)).toEqual(API_FIELDS);
  });

  it('belongs to no dataset when none is named', () => {
    expect(newRecord({ url: null, filename: null, now }).dataset).toBeNull();
    expect(newRecord({ url: null, filename: null, dataset: undefined, now }).dataset).toBeNull();
  });

  it('remembers what is to be kept out of it', () => {
    expect(newRecord({ url: null, filename: null, strip: ['gps'], now }).stripped).toEqual(['gps']);
  });

  it('has an id that holds the time, and sorts after the one before', () => {
    const ids = Array.from({ length: 1000 }, () => newRecord({ url: null, filename: null, now }).id);
    expect(decodeTime(ids[0]!.toUpperCase())).toBe(now.getTime());
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
  });
});

describe('failedRecord', () => {
  it('has failed at the time it was made', () => {
    const error = { code: 'file_not_found', message: 'Gone.' } as const;
    expect(failedRecord({ url: 'a.jpg', filename: null, dataset: 'birds', now, error })).toMatchObject({
      status: 'failed',
      url: 'a.jpg',
      dataset: 'birds',
      error,
      created_at: '2024-02-23 15:15:30 UTC',
      updated_at: '2024-02-23 15:15:30 UTC',
      completed_at: '2024-02-23 15:15:30 UTC',
    });
  });
});

describe('formatTime', () => {
  it('gives whole seconds in UTC, cut off and not rounded', () => {
    expect(formatTime(now)).toBe('2024-02-23 15:15:30 UTC');
    expect(formatTime(new Date('2024-06-30T23:59:59+02:00'))).toBe('2024-06-30 21:59:59 UTC');
  });
});
