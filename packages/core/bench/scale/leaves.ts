import type { Size } from '../sets/photos.ts';
import type { Random } from '../sets/random.ts';

type Point = readonly [x: number, y: number];

/** Which leaf is seen at each pixel: 0 is the ground, higher numbers lie nearer to the camera. */
export interface Leaves {
  readonly labels: Uint8Array;
  readonly count: number;
}

const SMALLEST_RADIUS = 7;

/**
 * Shapes that hide each other, in the manner of the occlusion ("dead leaves") model, whose edges and corners are like those of
 * natural images: Lee, Mumford and Huang, "Occlusion Models for Natural Images", IJCV 41, 2001. The density of radii r falls with
 * r ** -2, not -3, so that some 100 leaves cover the picture.
 */
export function deadLeaves(size: Size, random: Random): Leaves {
  const labels = new Uint8Array(size.width * size.height);
  const count = random.integer(70, 180);
  const largest = Math.max(size.width, size.height) * 0.4;
  for (let label = 1; label < count; label++) {
    const radius = SMALLEST_RADIUS / (1 - random.next() * (1 - SMALLEST_RADIUS / largest));
    fillPolygon(labels, size, outline(size, radius, random), label);
  }
  return { labels, count };
}

/** A polygon round a place in the picture: from triangles to blobs, stretched and turned. */
function outline({ width, height }: Size, radius: number, random: Random): Point[] {
  const [x, y] = [random.between(0, width), random.between(0, height)];
  const corners = random.integer(3, 11);
  const stretch = random.between(0.35, 1);
  const turn = random.between(0, Math.PI);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return Array.from({ length: corners }, (_, corner): Point => {
    const angle = (2 * Math.PI * corner) / corners;
    const reach = radius * random.between(0.7, 1.2);
    const [along, across] = [reach * Math.cos(angle), reach * Math.sin(angle) * stretch];
    return [x + along * cos - across * sin, y + along * sin + across * cos];
  });
}

/** Even-odd filling, a row at a time. */
function fillPolygon(labels: Uint8Array, { width, height }: Size, points: readonly Point[], label: number): void {
  const rows = points.map(([, y]) => y);
  const first = Math.max(0, Math.ceil(Math.min(...rows)));
  const last = Math.min(height - 1, Math.floor(Math.max(...rows)));
  const crossings = new Float64Array(points.length);
  for (let y = first; y <= last; y++) {
    const count = findCrossings(points, y, crossings);
    for (let i = 0; i + 1 < count; i += 2) {
      const start = Math.max(0, Math.ceil(crossings[i]!));
      const end = Math.min(width, Math.floor(crossings[i + 1]!) + 1);
      if (start < end) labels.fill(label, y * width + start, y * width + end);
    }
  }
}

/** Where the polygon's sides cross a row, in rising order; returns how many do. */
function findCrossings(points: readonly Point[], y: number, crossings: Float64Array): number {
  let count = 0;
  let previous = points.at(-1)!;
  for (const point of points) {
    if (point[1] > y !== previous[1] > y) {
      const x = point[0] + ((y - point[1]) * (previous[0] - point[0])) / (previous[1] - point[1]);
      let place = count++;
      for (; place > 0 && crossings[place - 1]! > x; place--) crossings[place] = crossings[place - 1]!;
      crossings[place] = x;
    }
    previous = point;
  }
  return count;
}
