// Pages of one layout with other words and numbers.
import sharp, { type Sharp } from 'sharp';

import type { Size } from '../sets/photos.ts';
import type { Random } from '../sets/random.ts';
import { path, sentence, sentences, svg, textLines } from '../sets/svg.ts';
import { drawn, type Family } from './family.ts';

const INK = '#222';

/** Slides of one template: title, bullets, footer. */
export const slide: Family = drawn(({ random }) => {
  const bullets = sentences(random, 5, 44).map((text) => `• ${text}`);
  const body = [
    '<rect width="100%" height="90" fill="#1f4e79"/><rect y="90" width="100%" height="8" fill="#f2a900"/>',
    textLines([sentence(random, 26)], 40, 62, { size: 38, fill: '#fff', weight: 'bold' }),
    textLines(bullets, 60, 180, { size: 24, fill: INK, leading: 2.6 }),
    '<rect y="505" width="100%" height="35" fill="#1f4e79"/><circle cx="900" cy="45" r="28" fill="#f2a900"/>',
    textLines(['Quarterly review'], 40, 529, { size: 18, fill: '#fff' }),
  ];
  return document(body, { width: 960, height: 540 });
});

/** Pages of running text. */
export const page: Family = drawn(({ random }) => {
  const body = [
    textLines([sentence(random, 22)], 60, 80, { size: 26, fill: '#000', weight: 'bold' }),
    textLines(sentences(random, 32, 66), 60, 130, { size: 16, fill: INK, leading: 1.6 }),
  ];
  return document(body, { width: 720, height: 960 });
});

/** Forms: the same labels and boxes, other entries. */
export const form: Family = drawn(({ random }) => {
  const rows = ['Name', 'Street', 'Town', 'Telephone', 'Item', 'Amount', 'Remark', 'Reference'].map((label, row) => {
    const y = 150 + row * 80;
    const box = `<rect x="200" y="${y - 32}" width="460" height="48" fill="none" stroke="#444" stroke-width="2"/>`;
    const entry = textLines([sentence(random, 18)], 215, y, { size: 22, fill: '#1a3d8f' });
    return textLines([label], 50, y, { size: 22, fill: INK, weight: 'bold' }) + box + entry;
  });
  const title = textLines(['ORDER FORM'], 240, 80, { size: 40, fill: INK, weight: 'bold' });
  return document([title, ...rows], { width: 720, height: 820 });
});

/** Line charts with one style of axes, grid and legend. */
export const lineChart: Family = drawn(({ random }) => {
  const lines = ['#1f77b4', '#d62728'].map((colour) =>
    path(walk(random), `stroke="${colour}" fill="none" stroke-width="3"`),
  );
  return document([axes(), ...lines, legend()], { width: 640, height: 480 });
});

/** Bar charts with one style. */
export const barChart: Family = drawn(({ random }) => {
  const bars = Array.from({ length: 12 }, (_, bar) => {
    const height = random.between(20, 360);
    return `<rect x="${75 + bar * 45}" y="${430 - height}" width="30" height="${height}" fill="#2a7f62"/>`;
  });
  return document([axes(), ...bars, legend()], { width: 640, height: 480 });
});

/** Scatter plots with one style. */
export const scatter: Family = drawn(({ random }) => {
  const [slope, spread] = [random.between(-0.5, 0.5), random.between(30, 90)];
  const dots = Array.from({ length: 120 }, () => {
    const x = random.between(70, 610);
    const y = 230 + (x - 340) * slope + random.between(-spread, spread);
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="5" fill="#6a3d9a"/>`;
  });
  return document([axes(), ...dots], { width: 640, height: 480 });
});

function document(body: readonly string[], { width, height }: Size): Sharp {
  return sharp(svg(width, height, body.join(''))).flatten({ background: '#fff' });
}

function axes(): string {
  const rows = [70, 142, 214, 286, 358];
  const grid = rows.map((y) =>
    path(
      [
        [60, y],
        [620, y],
      ],
      'stroke="#ddd" fill="none"',
    ),
  );
  const labels = rows.map((y, row) => textLines([`${(5 - row) * 20}`], 25, y + 6, { size: 16, fill: INK }));
  return [
    ...grid,
    ...labels,
    path(
      [
        [60, 20],
        [60, 430],
        [620, 430],
      ],
      `stroke="${INK}" fill="none"`,
    ),
  ].join('');
}

function legend(): string {
  return `<rect x="460" y="20" width="150" height="36" fill="#fff" stroke="#999"/>${textLines(['observed'], 500, 44, { size: 18, fill: INK })}`;
}

/** A random walk over the chart's width. */
function walk(random: Random): [number, number][] {
  let y = random.between(80, 380);
  return Array.from({ length: 70 }, (_, step) => {
    y = Math.min(420, Math.max(30, y + random.between(-28, 28)));
    return [62 + step * 8, y];
  });
}
