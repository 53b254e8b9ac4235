import { describe, expect, it } from '@jest/globals';

import { exactPair, nearPair, reportOf } from '../../../tests/small-report.ts';
import { summarise } from './summary.ts';

describe('summarise', () => {
  it('says in one line that nothing was found', () => {
    expect(summarise(reportOf({}, 12), [])).toMatch(
      /^12 images in \d+\.\d s: 0 exact pairs, 0 near pairs, 0 clusters\.\n$/,
    );
  });

  it('lists clusters with what to keep and why, leaks first, then what could not be read and what was written', () => {
    const leak = { a: 'train/1.jpg', b: 'test/1.jpg', a_split: 'train', b_split: 'test', kind: 'exact' } as const;
    const report = reportOf({
      pairs: [exactPair('train/1.jpg', 'test/1.jpg'), nearPair('small.jpg', 'large.jpg')],
      clusters: [
        { keep: 'train/1.jpg', reason: 'the shorter name', members: ['train/1.jpg', 'test/1.jpg'] },
        { keep: 'large.jpg', reason: 'the larger picture', members: ['large.jpg', 'small.jpg'] },
      ],
      leaks: [{ ...leak, relation: 'same-bytes', similarity: 1 }],
      unreadable: [{ source: 'x.jpg', code: 'empty_file', message: 'It holds no bytes.' }],
    });
    expect(summarise(report, ['out.json']).split('\n').slice(1)).toEqual([
      '',
      'Leaks across splits:',
      '  train train/1.jpg',
      '    = test test/1.jpg (same-bytes)',
      '',
      '',
      'Clusters:',
      '  keep train/1.jpg  (the shorter name)',
      '       test/1.jpg  (Identical file)',
      '  keep large.jpg  (the larger picture)',
      '       small.jpg  (Resized, 98.2% similar)',
      '',
      '',
      '1 image could not be read:',
      '  x.jpg: It holds no bytes. (empty_file)',
      '',
      'Written: out.json',
      '',
    ]);
  });

  it('lists ten of each and says how many more there are', () => {
    const clusters = Array.from({ length: 13 }, (_, n) => ({
      ...{ keep: `${n}-a.jpg`, reason: 'first', members: [`${n}-a.jpg`, `${n}-b.jpg`] },
    }));
    const text = summarise(reportOf({ clusters }), []);
    expect(text).toContain('9-a.jpg');
    expect(text).not.toContain('10-a.jpg');
    expect(text).toContain('\n  and 3 more\n');
  });

  it('lets no name steer the terminal', () => {
    const evil = '\u001b[2J\u009b31m\r\n.jpg';
    const report = reportOf({
      pairs: [exactPair(evil, 'b.jpg')],
      clusters: [{ keep: evil, reason: 'first', members: [evil, 'b.jpg'] }],
      leaks: [
        ...[
          { a: evil, b: evil, a_split: evil, b_split: 'test', kind: 'exact' as const, relation: 'same-bytes' as const },
        ].map((leak) => ({ ...leak, similarity: 1 })),
      ],
      unreadable: [{ source: evil, code: 'file_not_found', message: `There is no ${evil}.` }],
    });
    const text = summarise(report, [evil]);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(text).not.toContain('\n.jpg');
  });
});
