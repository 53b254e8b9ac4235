import { describe, expect, it } from '@jest/globals';

import {
  exactPair,
  HOSTILE_NAMES,
  hostileReport,
  nearPair,
  reportOf,
  smallReport,
} from '../../../../tests/small-report.ts';
import { toSarif } from './sarif-report.ts';

interface Sarif {
  version: string;
  $schema: string;
  runs: [
    {
      tool: { driver: { name: string; rules: { id: string }[] } };
      invocations: [
        { executionSuccessful: boolean; toolExecutionNotifications: { level: string; message: { text: string } }[] },
      ];
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: object[];
        relatedLocations?: object[];
      }[];
    },
  ];
}

function sarifOf(report: Parameters<typeof toSarif>[0]): Sarif {
  return JSON.parse(toSarif(report)) as Sarif;
}

describe('toSarif', () => {
  it('is SARIF 2.1.0 with one run and five rules', () => {
    const { version, $schema, runs } = sarifOf(smallReport());
    expect({ version, $schema }).toEqual({
      version: '2.1.0',
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    });
    expect(runs[0].tool.driver.name).toBe('PixelPeeper');
    expect(runs[0].tool.driver.rules.map(({ id }) => id)).toEqual([
      'split-leak',
      'unreadable-image',
      'exact-duplicate',
      'near-duplicate',
      'same-scene',
    ]);
    expect(runs[0].invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
  });

  it('gives one result a pair and one an unreadable source, most serious first', () => {
    const [{ results }] = sarifOf(smallReport()).runs;
    expect(results.map(({ ruleId, ruleIndex, level, message }) => [ruleId, ruleIndex, level, message.text])).toEqual([
      ['split-leak', 0, 'error', 'Resized, 98.2% similar to [test/cat.png](1), in different splits: train and test.'],
      ['unreadable-image', 1, 'warning', 'The file ends too early. Copy it again.'],
      ['exact-duplicate', 2, 'warning', 'Identical file, 100% similar to [train/cat copy.jpg](1).'],
      ['near-duplicate', 3, 'note', 'Rotated 90° clockwise, 97.1% similar to [dog-turned.jpg](1).'],
    ]);
  });

  it('points to both images by URI', () => {
    const [{ results }] = sarifOf(smallReport()).runs;
    expect(results[2]).toMatchObject({
      locations: [{ physicalLocation: { artifactLocation: { uri: 'train/cat.jpg' }, region: { startLine: 1 } } }],
      relatedLocations: [
        {
          id: 1,
          message: { text: 'Identical file' },
          physicalLocation: { artifactLocation: { uri: 'train/cat%20copy.jpg' } },
        },
      ],
      partialFingerprints: { 'pair/v1': 'train/cat.jpg train/cat%20copy.jpg' },
      properties: { kind: 'exact', relation: 'same-bytes', similarity: 1, orientation: 'none' },
    });
  });

  it('keeps 25,000 results, the most serious ones, and says how many were left out', () => {
    const pairs = Array.from({ length: 25_001 }, (_, index) => nearPair('a.jpg', `${index}.jpg`));
    const [{ results, invocations }] = sarifOf(reportOf({ pairs: [...pairs, exactPair('a.jpg', 'z.jpg')] })).runs;
    expect(results).toHaveLength(25_000);
    expect(results[0]?.ruleId).toBe('exact-duplicate');
    expect(invocations[0].toolExecutionNotifications).toEqual([
      {
        level: 'warning',
        message: {
          text: '2 less serious results left out: a run may hold 25,000 results. The JSON report has them all.',
        },
      },
    ]);
  });

  it('lets no name become a link or a placeholder of the message', () => {
    const [{ results }] = sarifOf(reportOf({ pairs: [nearPair('a', '[b](https://example.com) {0}\\\n')] })).runs;
    expect(results[0]?.message.text).toBe(
      String.raw`Resized, 98.2% similar to [\[b\](https://example.com) {{0}}\\⟨U+000A⟩](1).`,
    );
  });

  it('writes hostile names as URIs', () => {
    const [{ results }] = sarifOf(hostileReport()).runs;
    expect(results).toHaveLength(2 * Object.keys(HOSTILE_NAMES).length);
    expect(results[0]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'wild/%3C/script%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E.jpg' },
          region: { startLine: 1 },
        },
      },
    ]);
  });
});
