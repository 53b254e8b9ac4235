import type { DuplicateReport, Relation } from '../duplicates/report-types.ts';

const RELATIONS: Readonly<Record<Relation, string>> = {
  'same-bytes': 'Identical file',
  'same-pixels': 'Identical pixels',
  're-encoded': 'Re-encoded',
  resized: 'Resized',
  recoloured: 'Colours changed',
  greyscale: 'Greyscale',
  rotated: 'Rotated',
  mirrored: 'Mirrored',
  cropped: 'Cropped',
  bordered: 'With a border',
  overlaid: 'Partly covered',
  screenshot: 'On a screenshot',
  'same-scene': 'Same scene',
  unsure: 'Looks alike',
};

/** A relation as a reader calls it: "Resized", "Mirrored and rotated 90° clockwise". `orientation` and `tilt` as in PairEvidence. */
export function relationInWords(relation: Relation, orientation = 'none', tilt: number | null = 0): string {
  const turn = turnInWords(orientation, tilt ?? 0);
  if (turn === '') return RELATIONS[relation];
  if (relation === 'rotated' || relation === 'mirrored') return `${turn[0]!.toUpperCase()}${turn.slice(1)}`;
  return `${RELATIONS[relation]}, ${turn}`;
}

/** A similarity of 0 to 1 in per cent with one decimal. Rounds down, so that only 1 is written "100%". */
export function percent(similarity: number): string {
  return `${(Math.floor(similarity * 1000 + 1e-9) / 10).toFixed(similarity === 1 ? 0 : 1)}%`;
}

/** A whole number with thousands separated: "12,345". */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

/** "1 image", "12,345 images". */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** What was compared and what came of it, in a few sentences. */
export function summarySentence({ summary, same_scene }: DuplicateReport): string {
  const { images, exact_pairs, near_pairs, clusters, leaks, unreadable } = summary;
  const pairs = `${counted(exact_pairs, 'exact pair')} and ${counted(near_pairs, 'near pair')} in ${counted(clusters, 'cluster')}`;
  const found = exact_pairs + near_pairs === 0 ? 'no duplicates found' : pairs;
  const sentences = [`Compared ${counted(images, 'image')} in ${duration(summary.seconds)}: ${found}.`];
  if (leaks > 0) sentences.push(`${counted(leaks, 'pair')} ${leaks === 1 ? 'stands' : 'stand'} in different splits.`);
  if (same_scene.length > 0)
    sentences.push(
      `${counted(same_scene.length, 'further pair')} ${same_scene.length === 1 ? 'shows' : 'show'} one scene, and no copies.`,
    );
  if (unreadable > 0) sentences.push(`${counted(unreadable, 'image')} could not be read.`);
  return sentences.join(' ');
}

/** A time for a reader: "0.4 s", "12 s", "3 min 5 s". */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${grouped(Math.floor(whole / 60))} min ${whole % 60} s`;
}

/** Degrees beside a quarter turn that are worth a word. */
const LEAST_TILT = 0.5;

/** "mirrored", "rotated 90° clockwise", "mirrored and rotated 3.2° anticlockwise"; a quarter turn is always told clockwise. */
function turnInWords(orientation: string, tilt: number): string {
  const quarters = Number(/rotate-(\d+)$/.exec(orientation)?.[1] ?? 0);
  const rotation = Math.abs(tilt) < LEAST_TILT ? quarterInWords(quarters) : tiltInWords(quarters + tilt);
  return [...(orientation.startsWith('mirror') ? ['mirrored'] : []), ...rotation].join(' and ');
}

function quarterInWords(degrees: number): string[] {
  if (degrees === 0) return [];
  return [`rotated ${degrees}°${degrees === 180 ? '' : ' clockwise'}`];
}

function tiltInWords(degrees: number): string[] {
  const turned = degrees > 180 ? degrees - 360 : degrees;
  return [`rotated ${Math.abs(turned).toFixed(1)}° ${turned < 0 ? 'anticlockwise' : 'clockwise'}`];
}
