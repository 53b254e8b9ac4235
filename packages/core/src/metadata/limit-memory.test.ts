import { describe, expect, it } from '@jest/globals';

import { limitMemory } from './limit-memory.ts';

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: { readonly memory: Memory } };
};
interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** A module with nothing but a memory of so many pages at first, exported. */
const moduleOf = (...limits: number[]): Uint8Array =>
  Buffer.concat([
    Buffer.from('0061736d01000000', 'hex'),
    Buffer.of(5, limits.length + 1, 1, ...limits),
    Buffer.from('070a01066d656d6f72790200', 'hex'),
  ]);
const memoryOf = (wasm: Uint8Array): Memory => new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports.memory;

describe('limitMemory', () => {
  it('lets a module have so many pages and no more', () => {
    const memory = memoryOf(limitMemory(moduleOf(0, 2), 300));
    expect(memory.buffer.byteLength).toBe(2 * 65_536);
    memory.grow(298);
    expect(memory.buffer.byteLength).toBe(300 * 65_536);
    expect(() => memory.grow(1)).toThrow(RangeError);
  });

  it('replaces the most that a module names itself', () => {
    const memory = memoryOf(limitMemory(moduleOf(1, 0x81, 0x01, 0x80, 0x80, 0x04), 130));
    expect(memory.buffer.byteLength).toBe(129 * 65_536);
    expect(() => memory.grow(2)).toThrow(RangeError);
    expect(memory.grow(1)).toBe(129);
  });

  it('leaves all else as it is', () => {
    expect(Buffer.from(limitMemory(moduleOf(0, 2), 8192)).toString('hex')).toBe(
      '0061736d01000000' + '0505' + '0101028040' + '070a01066d656d6f72790200',
    );
  });

  it('refuses what has no memory', () => {
    expect(() => limitMemory(Buffer.from('0061736d01000000', 'hex'), 1)).toThrow(
      new TypeError('Expected a WebAssembly module with a memory of its own'),
    );
  });
});
