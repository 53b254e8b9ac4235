import { describe, expect, it } from '@jest/globals';

import { visibleName } from './visible-name.ts';

describe('visibleName', () => {
  it.each([
    ['plain.jpg', 'plain.jpg'],
    ['photo\u202Egpj.exe', 'photo⟨U+202E⟩gpj.exe'],
    ['a\n\tb\0', 'a⟨U+000A⟩⟨U+0009⟩b⟨U+0000⟩'],
    ['a\u200Bb\uFEFF', 'a⟨U+200B⟩b⟨U+FEFF⟩'],
    ['a\u2028b', 'a⟨U+2028⟩b'],
    ['lone \uD83D', 'lone ⟨U+D83D⟩'],
    ['👩\u200D🔬 میخواهم\u200Cش.jpg', '👩\u200D🔬 میخواهم\u200Cش.jpg'],
  ])('shows %j as %s', (name, shown) => {
    expect(visibleName(name)).toBe(shown);
  });
});
