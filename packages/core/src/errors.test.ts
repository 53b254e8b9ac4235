import { describe, expect, it } from '@jest/globals';

import {
  DecodeError,
  errorFacts,
  FetchError,
  MetadataError,
  PixelPeeperError,
  SourceError,
  StoreError,
} from './errors.ts';

describe('an error of ours', () => {
  it.each([
    [new FetchError('timeout', 'Too slow.'), 'FetchError'],
    [new DecodeError('image_corrupt', 'Too slow.'), 'DecodeError'],
    [new MetadataError('metadata_failed', 'Too slow.'), 'MetadataError'],
    [new SourceError('no_images', 'Too slow.'), 'SourceError'],
    [new StoreError('store_closed', 'Too slow.'), 'StoreError'],
    [new PixelPeeperError('aborted', 'Too slow.'), 'PixelPeeperError'],
  ])('has a name, is an Error and a PixelPeeperError: %s', (error, name) => {
    expect(error.name).toBe(name);
    expect(String(error)).toBe(`${name}: Too slow.`);
    expect(error).toBeInstanceOf(PixelPeeperError);
    expect(error).toBeInstanceOf(Error);
  });

  it('says what it is about and what was beneath it', () => {
    const cause = new Error('ECONNRESET');
    const error = new FetchError('http_status', 'No.', { source: 'https://a.example/', status: 503, cause });
    expect(error).toMatchObject({ code: 'http_status', source: 'https://a.example/', status: 503, cause });
  });

  it('has no cause where there is none, rather than an undefined one', () => {
    const error = new SourceError('no_images', 'None.');
    expect('cause' in error).toBe(false);
    expect(error.source).toBeUndefined();
  });
});

describe('errorFacts', () => {
  it('gives code and message of an error of ours, and nothing that could be a secret', () => {
    const error = new FetchError('http_status', 'No.', { source: 'https://a.example/?key=1', cause: new Error('x') });
    expect(errorFacts(error)).toEqual({ code: 'http_status', message: 'No.' });
  });

  it('shows every other error as a defect', () => {
    expect(errorFacts(new TypeError('x is not a function'))).toEqual({
      code: 'internal',
      message: 'x is not a function',
    });
    expect(errorFacts('text')).toEqual({ code: 'internal', message: 'text' });
    expect(errorFacts(undefined)).toEqual({ code: 'internal', message: 'undefined' });
  });
});
