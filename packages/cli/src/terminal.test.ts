import { PassThrough, Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { harmlessJson, plain, plainLines, write } from './terminal.ts';

describe('harmlessJson', () => {
  it('writes the control characters that JSON lets through as escapes', () => {
    const json = JSON.stringify({ name: '\u001b[2J\u009b2J\u007f\u0085.jpg' });
    expect(harmlessJson(json)).toBe(String.raw`{"name":"\u001b[2J\u009b2J\u007f\u0085.jpg"}`);
  });

  it('changes nothing of what the JSON says', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.dictionary(text, text), (value) => {
        const json = harmlessJson(JSON.stringify(value));
        expect(JSON.parse(json)).toEqual(value);
        expect(json).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe('plain', () => {
  it('leaves out escape sequences and shows other control characters', () => {
    expect(plain('\u001b[31mred\u001b[0m \u001b]0;title\u0007x\ny\tz\u0000')).toBe('red x?y?z?');
    expect(plain('größe 写真 🌅.jpg')).toBe('größe 写真 🌅.jpg');
  });

  it('lets no control character through, whatever comes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(plain(text)).not.toMatch(/\p{Cc}/u)));
  });
});

describe('plainLines', () => {
  it('keeps the ends of lines', () => {
    expect(plainLines('a,\u001b[31mb\r\nc\td\n')).toBe('a,b\r\nc?d\n');
  });
});

describe('write', () => {
  it('waits while the reader is slower', async () => {
    const stream = new PassThrough({ highWaterMark: 4 });
    let isWritten = false;
    const writing = write(stream, 'more than four').then(() => (isWritten = true));
    await turn();
    expect(isWritten).toBe(false);
    expect(String(stream.read())).toBe('more than four');
    await writing;
    expect(isWritten).toBe(true);
  });

  it('does not wait when the reader is as fast', async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
    await write(stream, 'a');
    expect(stream.writableLength).toBe(0);
  });
});
