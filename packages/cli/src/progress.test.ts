import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { memoryTerminal } from '../../../tests/memory-terminal.ts';
import { createProgress } from './progress.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('progress where there is no terminal', () => {
  it('is a line every five seconds, on stderr', () => {
    const { terminal, out, err } = memoryTerminal({ cwd: '/' });
    const progress = createProgress(terminal, { quiet: false });
    for (let done = 1; done <= 120; done++) {
      jest.advanceTimersByTime(100);
      progress.update('Reading', done, 200);
    }
    progress.stop();
    expect(err()).toBe('Reading 50 of 200\nReading 100 of 200\n');
    expect(out()).toBe('');
  });

  it('does without a total that is not known', () => {
    const { terminal, err } = memoryTerminal({ cwd: '/' });
    const progress = createProgress(terminal, { quiet: false });
    jest.advanceTimersByTime(5000);
    progress.update('Reading', 7, undefined);
    expect(err()).toBe('Reading 7\n');
  });
});

describe('progress on a terminal', () => {
  it('is a bar that says how many are done, and goes away', () => {
    const { terminal, out, err } = memoryTerminal({ cwd: '/', isTTY: true });
    const progress = createProgress(terminal, { quiet: false });
    progress.update('Reading', 1, 200);
    jest.advanceTimersByTime(1000);
    progress.update('Reading', 50, 200);
    jest.advanceTimersByTime(1000);
    progress.update('Comparing', 3, undefined);
    jest.advanceTimersByTime(1000);
    progress.stop();
    expect(err()).toContain('Reading');
    expect(err()).toContain('50/200  50/s');
    expect(err()).toContain('Comparing');
    expect(err()).not.toContain('NaN');
    expect(out()).toBe('');
  });
});

describe('quiet progress', () => {
  it.each([true, false])('is nothing, terminal or not: %s', (isTTY) => {
    const { terminal, err } = memoryTerminal({ cwd: '/', isTTY });
    const progress = createProgress(terminal, { quiet: true });
    jest.advanceTimersByTime(60_000);
    progress.update('Reading', 50, 200);
    progress.stop();
    expect(err()).toBe('');
  });
});
