import { explanationFacts, explanationHeadline, type ExplainedTile, type PairExplanation } from '@pixelpeeper/core';

import { plain } from './terminal.ts';

/** Why two images match or do not, for a terminal: the verdict, a table, and on request a map of the compared tiles. */
export function explanationText(
  explanation: PairExplanation,
  { withTiles, written }: { readonly withTiles: boolean; readonly written: readonly string[] },
): string {
  const { a, b, reason, laid } = explanation;
  const facts = explanationFacts(explanation);
  const width = Math.max(...facts.map(({ label }) => label.length));
  return [
    explanationHeadline(explanation),
    reason,
    '',
    `A  ${plain(a.source)} (${a.width} x ${a.height})`,
    `B  ${plain(b.source)} (${b.width} x ${b.height})`,
    '',
    ...facts.map(({ label, value }) => `${label.padEnd(width)}  ${value}`),
    ...(withTiles && laid && laid.tiles.length > 0
      ? [
          '',
          `Tiles on ${laid.tiles_on.toUpperCase()}: ${MARKS.strong} agrees strongly, ${MARKS.weak} agrees, ${MARKS.none} differs, ${MARKS.unknown} says nothing`,
          ...tileMap(laid.tiles),
        ]
      : []),
    ...written.map((file) => `Written: ${plain(file)}`),
    '',
  ].join('\n');
}

const MARKS = { strong: '█', weak: '▓', none: '░', unknown: '·' };

/** One character pair a tile, so that a tile looks as wide as high; tiles stand on one grid. */
function tileMap(tiles: readonly ExplainedTile[]): string[] {
  const column = ({ x, width }: ExplainedTile): number => Math.round(x / width);
  const row = ({ y, height }: ExplainedTile): number => Math.round(y / height);
  const [columns, rows] = [tiles.map(column), tiles.map(row)];
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  const lines = Array.from({ length: Math.max(...rows) - top + 1 }, () =>
    new Array<string>(Math.max(...columns) - left + 1).fill('  '),
  );
  for (const tile of tiles) lines[row(tile) - top]![column(tile) - left] = MARKS[tile.agreement].repeat(2);
  return lines.map((line) => `  ${line.join('')}`.trimEnd());
}
