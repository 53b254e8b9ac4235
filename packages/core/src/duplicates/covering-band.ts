import { TILE, type Tile } from './compare-tiles.ts';
import { agrees, summariseTiles } from './summarise-tiles.ts';

/** Share of a row's tiles that show something else where a band covers it. */
const COVERED_SHARE = 0.8;
/** Most of the picture's height that a band covers, and least of its width that its tiles span. */
const MOST_HEIGHT = 0.34;
const LEAST_WIDTH = 0.8;
/** Beside a band: least tiles, and least shares of them that agree, and of their weight that agree strongly. */
const LEAST_TILES = 24;
const LEAST_AGREEING = 0.97;
const LEAST_STRONG = 0.9;

/**
 * The tiles beside a band of text across the whole picture, where all else is the same and seen on the same whole: what the band covers says
 * nothing then. All tiles where there is no such band. Things on one ground do not pass, since the ground agrees on either side of them.
 * @param width and `height` of the outline in which the tiles stand.
 */
export function besideBand(
  tiles: readonly Tile[],
  { width, height }: { width: number; height: number },
): readonly Tile[] {
  const rows = rowsOf(tiles);
  const band = longestRun(rows.map(isCovered));
  if (!band) return tiles;
  const covered = rows.slice(band.start, band.end).flat();
  const left = Math.min(...covered.map(({ x }) => x));
  const right = Math.max(...covered.map(({ x }) => x)) + TILE;
  const [top, bottom] = [covered[0]!.y, covered.at(-1)!.y + TILE];
  if (bottom - top > MOST_HEIGHT * height || right - left < LEAST_WIDTH * width) return tiles;
  // Its edges lie within tiles.
  const beside = tiles.filter(({ y }) => y < top - TILE || y >= bottom + TILE);
  if (beside.length < LEAST_TILES || beside.filter(agrees).length < LEAST_AGREEING * beside.length) return tiles;
  return summariseTiles(beside).strongShare < LEAST_STRONG ? tiles : beside;
}

/** From top to bottom. */
function rowsOf(tiles: readonly Tile[]): Tile[][] {
  const rows = Map.groupBy(tiles, ({ y }) => y);
  return [...rows.keys()].sort((a, b) => a - b).map((y) => rows.get(y)!);
}

function isCovered(row: readonly Tile[]): boolean {
  return row.filter((tile) => !agrees(tile)).length >= COVERED_SHARE * row.length;
}

/** Of the places that hold, the longest stretch without a gap; undefined where none does. */
function longestRun(holds: readonly boolean[]): { readonly start: number; readonly end: number } | undefined {
  let longest: { start: number; end: number } | undefined;
  let start = 0;
  for (let at = 0; at <= holds.length; at++) {
    if (holds[at]) continue;
    if (at > start && at - start > (longest ? longest.end - longest.start : 0)) longest = { start, end: at };
    start = at + 1;
  }
  return longest;
}
