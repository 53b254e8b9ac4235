// What kernels/features.ts computes, as the definition says it: slow, in double precision, for tests only.
import type { Plane } from './border.ts';
import { CODE_BYTES, FREQUENCY_INDICES, PATCH, SAMPLE_PAIRS } from './descriptor.ts';
import { FEATURE_BYTES, KEYS_AT, LEVEL_FACTOR, PLACE_AT, PLACE_UNIT } from './local-features.ts';

const QUOTAS = [56, 44, 36, 28, 20, 16];

export function slowLocalFeatures(plane: Plane): Uint8Array {
  const records: Uint8Array[] = [];
  let sharp = plane;
  for (const [index, quota] of QUOTAS.entries()) {
    if (Math.min(sharp.width, sharp.height) < 28) break;
    const level = smooth(sharp, [0.0625, 0.25, 0.375, 0.25, 0.0625]);
    for (const corner of corners(level, quota)) records.push(record(level, corner, index));
    sharp = shrink(sharp);
  }
  return Buffer.concat(records);
}

interface Corner {
  readonly x: number;
  readonly y: number;
  readonly strength: number;
}

/** Each sample from its place, as `sample` says. */
function planeOf(width: number, height: number, sample: (x: number, y: number) => number): Plane {
  const data = Float32Array.from({ length: width * height }, (_, at) => sample(at % width, Math.floor(at / width)));
  return { data, width, height };
}

/** The sample at whole numbers; outside the picture its edge goes on. */
function at({ data, width, height }: Plane, x: number, y: number): number {
  return data[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))]!;
}

/** Between four samples, which `sample` gives at whole numbers. */
function bilinear(sample: (x: number, y: number) => number, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - column, y - row];
  const across = (line: number): number => sample(column, line) * (1 - right) + sample(column + 1, line) * right;
  return across(row) * (1 - down) + across(row + 1) * down;
}

function smooth(plane: Plane, taps: readonly number[]): Plane {
  const half = (taps.length - 1) / 2;
  const filtered = (sample: (offset: number) => number): number =>
    taps.reduce((sum, tap, index) => sum + tap * sample(index - half), 0);
  const { width, height } = plane;
  const rows = planeOf(width, height, (x, y) => filtered((offset) => at(plane, x + offset, y)));
  return planeOf(width, height, (x, y) => filtered((offset) => at(rows, x, y + offset)));
}

function shrink(plane: Plane): Plane {
  const softRow = (x: number, y: number): number =>
    (at(plane, x - 1, y) + 2 * at(plane, x, y) + at(plane, x + 1, y)) / 4;
  const soft = (x: number, y: number): number => (softRow(x, y - 1) + 2 * softRow(x, y) + softRow(x, y + 1)) / 4;
  const place = (i: number): number => (i + 0.5) * LEVEL_FACTOR - 0.5;
  const [width, height] = [Math.round(plane.width / LEVEL_FACTOR), Math.round(plane.height / LEVEL_FACTOR)];
  return planeOf(width, height, (x, y) => bilinear(soft, place(x), place(y)));
}

function corners(level: Plane, quota: number): Corner[] {
  const { width, height } = level;
  const strength = cornerStrength(level);
  const peaks: Corner[] = [];
  for (let y = 8; y < height - 8; y++)
    for (let x = 8; x < width - 8; x++) if (isPeak(strength, x, y)) peaks.push({ x, y, strength: at(strength, x, y) });
  peaks.sort((a, b) => b.strength - a.strength || a.y - b.y || a.x - b.x);
  const counts = new Map<number, number>();
  const isOfBest = ({ x, y }: Corner): boolean => {
    const part = 4 * Math.floor((4 * y) / height) + Math.floor((4 * x) / width);
    counts.set(part, (counts.get(part) ?? 0) + 1);
    return counts.get(part)! <= Math.ceil(quota / 7);
  };
  return peaks.filter(isOfBest).slice(0, quota);
}

function cornerStrength(level: Plane): Plane {
  const { width, height } = level;
  const gx = (x: number, y: number): number => at(level, x + 1, y) - at(level, x - 1, y);
  const gy = (x: number, y: number): number => at(level, x, y + 1) - at(level, x, y - 1);
  const products = [
    planeOf(width, height, (x, y) => gx(x, y) ** 2),
    planeOf(width, height, (x, y) => gx(x, y) * gy(x, y)),
    planeOf(width, height, (x, y) => gy(x, y) ** 2),
  ];
  const [xx, xy, yy] = products.map((product) => smooth(product, [0.0625, 0.25, 0.375, 0.25, 0.0625]).data);
  const smallerEigenvalue = (_: number, i: number): number =>
    (xx![i]! + yy![i]!) / 2 - Math.hypot((xx![i]! - yy![i]!) / 2, xy![i]!);
  return { data: level.data.map(smallerEigenvalue), width, height };
}

function isPeak(strength: Plane, x: number, y: number): boolean {
  const value = at(strength, x, y);
  const before = [[-1, 0], [0, -1], [-1, -1], [1, -1], [-2, 0], [2, 0], [0, -2], [0, 2]]; // prettier-ignore
  const after = [[1, 0], [0, 1], [-1, 1], [1, 1]]; // prettier-ignore
  return (
    value >= 6 &&
    before.every(([dx, dy]) => value >= at(strength, x + dx!, y + dy!)) &&
    after.every(([dx, dy]) => value > at(strength, x + dx!, y + dy!))
  );
}

function record(level: Plane, { x, y }: Corner, index: number): Uint8Array {
  const angle = directionOf(level, x, y);
  const patch = patchAt(level, { x, y, angle });
  const made = Buffer.alloc(FEATURE_BYTES);
  for (let bit = 0; bit < CODE_BYTES * 4; bit++) {
    const [a, b] = [SAMPLE_PAIRS[2 * bit]!, SAMPLE_PAIRS[2 * bit + 1]!];
    if (patch[a]! > patch[b]!) made[bit >> 3]! |= 1 << (bit & 7);
    if (patch[mirrored(a)]! > patch[mirrored(b)]!) made[CODE_BYTES / 2 + (bit >> 3)]! |= 1 << (bit & 7);
  }
  for (const [i, [u, v]] of FREQUENCY_INDICES.entries())
    made[KEYS_AT + (i >> 1)]! |= quantise(frequency(patch, u, v)) << (4 * (i & 1));
  const scale = LEVEL_FACTOR ** index;
  made.writeUInt16LE(Math.round(((x + 0.5) * scale - 0.5) * PLACE_UNIT), PLACE_AT);
  made.writeUInt16LE(Math.round(((y + 0.5) * scale - 0.5) * PLACE_UNIT), PLACE_AT + 2);
  made[PLACE_AT + 4] = Math.round(((angle + Math.PI) * 128) / Math.PI) & 255;
  made[PLACE_AT + 5] = index;
  return made;
}

function directionOf(level: Plane, x: number, y: number): number {
  let [across, down] = [0, 0];
  for (let dy = -9; dy <= 9; dy++)
    for (let dx = -9; dx <= 9; dx++) {
      if (dx * dx + dy * dy > 84) continue;
      across += dx * at(level, x + dx, y + dy);
      down += dy * at(level, x + dx, y + dy);
    }
  return Math.atan2(down, across);
}

/** Mean 0, norm 1. */
function patchAt(level: Plane, { x, y, angle }: { x: number; y: number; angle: number }): Float64Array {
  const [cosine, sine] = [Math.cos(angle) * 1.8, Math.sin(angle) * 1.8];
  const inside = (place: number, length: number): number => Math.min(Math.max(place, 0), length - 1.001);
  const patch = Float64Array.from({ length: PATCH * PATCH }, (_, index) => {
    const [u, v] = [(index % PATCH) - (PATCH - 1) / 2, Math.floor(index / PATCH) - (PATCH - 1) / 2];
    const [px, py] = [x + cosine * u - sine * v, y + sine * u + cosine * v];
    return bilinear((column, row) => at(level, column, row), inside(px, level.width), inside(py, level.height));
  });
  const mean = patch.reduce((sum, value) => sum + value) / patch.length;
  const norm = Math.hypot(...patch.map((value) => value - mean));
  return patch.map((value) => (value - mean) / (norm + 1e-3));
}

/** The sample's place in the patch's mirror image across its direction. */
function mirrored(index: number): number {
  return (PATCH - 1 - Math.floor(index / PATCH)) * PATCH + (index % PATCH);
}

function frequency(patch: Float64Array, u: number, v: number): number {
  const cosine = (order: number, place: number): number => Math.cos((Math.PI / PATCH) * order * (place + 0.5));
  return patch.reduce((sum, value, index) => {
    return sum + value * cosine(u, index % PATCH) * cosine(v, Math.floor(index / PATCH));
  }, 0);
}

function quantise(value: number): number {
  const size = Math.min(7, Math.floor(Math.abs(value) * 32));
  return value > 0 ? 8 + size : 7 - size;
}
