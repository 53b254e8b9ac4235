import { isInSecond, mapped, neighbour, parts } from './laid';
import { Picture, SIDE } from './picture';

/** Tiles of TILE x TILE samples. */
const TILE = 8;
const COUNT: f64 = TILE * TILE;
/** Each tile's x, y, correlation, deviation, corner strength, mean, and how much lighter the second is: seven f32. */
const RECORD_BYTES = 28;

export const tiles: usize = memory.data((SIDE / TILE) * (SIDE / TILE) * RECORD_BYTES, 16);

const tileA: usize = memory.data(TILE * TILE * 4, 16);
const tileB: usize = memory.data(TILE * TILE * 4, 16);

/**
 * Compares the tiles of a level of `a` with what lies on them in a level of `b` and leaves a record of each that lies in both.
 * @returns the number of records.
 */
export function compareTiles(a: Picture, b: Picture, levelA: i32, levelB: i32): i32 {
  const widthA = a.widthOf(levelA);
  const heightA = a.heightOf(levelA);
  let record = tiles;
  for (let y = 0; y + TILE <= heightA && <f64>(y + TILE - 1) <= load<f64>(parts, 24) + 0.5; y += TILE)
    for (let x = 0; x + TILE <= widthA && <f64>(x + TILE - 1) <= load<f64>(parts, 16) + 0.5; x += TILE) {
      if (x < load<f64>(parts) || y < load<f64>(parts, 8) || !isTileInside(x, y)) continue;
      read(a.level(levelA), widthA, b.level(levelB), b.widthOf(levelB), b.heightOf(levelB), x, y);
      compare(record);
      store<f32>(record, <f32>x);
      store<f32>(record, <f32>y, 4);
      record += RECORD_BYTES;
    }
  return <i32>((record - tiles) / RECORD_BYTES);
}

function isTileInside(x: i32, y: i32): bool {
  const far = TILE - 1;
  return isInside(x, y) && isInside(x + far, y) && isInside(x, y + far) && isInside(x + far, y + far);
}

function isInside(x: i32, y: i32): bool {
  return isInSecond(mapped(0, x, y), mapped(1, x, y));
}

/** Fills tileA, and tileB with what lies on it, bilinearly. */
function read(a: usize, widthA: i32, b: usize, widthB: i32, heightB: i32, x: i32, y: i32): void {
  let at: usize = 0;
  for (let j = y; j < y + TILE; j++)
    for (let i = x; i < x + TILE; i++, at += 4) {
      const bx = mapped(0, i, j);
      const by = mapped(1, i, j);
      const column = neighbour(bx, widthB);
      const row = neighbour(by, heightB);
      const across = <f32>(bx - column);
      const down = <f32>(by - row);
      const from = b + (<i32>row * widthB + <i32>column) * 4;
      const above = load<f32>(from) * (1 - across) + load<f32>(from, 4) * across;
      const below = load<f32>(from + widthB * 4) * (1 - across) + load<f32>(from + widthB * 4, 4) * across;
      store<f32>(tileB + at, above * (1 - down) + below * down);
      store<f32>(tileA + at, load<f32>(a + (j * widthA + i) * 4));
    }
}

function compare(record: usize): void {
  let sumA: f64 = 0;
  let sumB: f64 = 0;
  let squaresA: f64 = 0;
  let squaresB: f64 = 0;
  let products: f64 = 0;
  for (let at = 0; at < TILE * TILE * 4; at += 4) {
    const valueA = <f64>load<f32>(tileA + at);
    const valueB = <f64>load<f32>(tileB + at);
    sumA += valueA;
    sumB += valueB;
    squaresA += valueA * valueA;
    squaresB += valueB * valueB;
    products += valueA * valueB;
  }
  const varianceA = max(0, squaresA / COUNT - (sumA / COUNT) * (sumA / COUNT));
  const varianceB = max(0, squaresB / COUNT - (sumB / COUNT) * (sumB / COUNT));
  const covariance = products / COUNT - (sumA * sumB) / (COUNT * COUNT);
  // One sample value of noise is no structure.
  store<f32>(record, <f32>(covariance / sqrt((varianceA + 1) * (varianceB + 1))), 8);
  store<f32>(record, <f32>sqrt(max(varianceA, varianceB)), 12);
  store<f32>(record, <f32>max(cornerStrength(tileA), cornerStrength(tileB)), 16);
  store<f32>(record, <f32>(sumA / COUNT), 20);
  store<f32>(record, <f32>((sumB - sumA) / COUNT), 24);
}

/** The smaller eigenvalue of a tile's mean gradient tensor. */
function cornerStrength(tile: usize): f64 {
  let xx: f64 = 0;
  let yy: f64 = 0;
  let xy: f64 = 0;
  for (let y = 0; y < TILE - 1; y++)
    for (let x = 0; x < TILE - 1; x++) {
      const at = tile + (y * TILE + x) * 4;
      const gx = <f64>(load<f32>(at, 4) - load<f32>(at));
      const gy = <f64>(load<f32>(at, TILE * 4) - load<f32>(at));
      xx += gx * gx;
      yy += gy * gy;
      xy += gx * gy;
    }
  const half = (xx - yy) / 2;
  return ((xx + yy) / 2 - sqrt(half * half + xy * xy)) / ((TILE - 1) * (TILE - 1));
}
