import { invert } from '../duplicates/affine.ts';
import type { ExplainedTile, LaidEvidence, PairExplanation } from '../duplicates/pair-explanation.ts';
import { AGREEING } from '../duplicates/summarise-tiles.ts';
import { escapeHtml } from './escape-html.ts';
import { laidView, type LaidView } from './laid-view.ts';

/** What the pictures say about each other, drawn in the frame of `a`: where `b` lies, `b` laid on it, and how the tiles agree; empty without pictures. */
export function evidencePictures({ a, b, laid }: PairExplanation, pictures: ReadonlyMap<string, string>): string {
  const [first, second] = [pictures.get(a.source), pictures.get(b.source)];
  if (!first || !second) return '';
  if (!laid?.evidence.map) return `<div class="evidence">${plainFigure('A', first)}${plainFigure('B', second)}</div>`;
  const view = laidView(b, a, { map: invert(laid.evidence.map), overlay: null });
  if (!view) return '';
  const ground = imageMarkup(first, view.b);
  const moved = `<g transform="${view.matrix}">${imageMarkup(second, view.a)}</g>`;
  const outline = `<g transform="${view.matrix}"><rect class="outline" width="${view.a.width}" height="${view.a.height}"/></g>`;
  return `<div class="evidence">
${figure(view, 'A, and where B lies on it', ground + outline)}
${figure(view, 'B, laid on A', `<g opacity="0.25">${ground}</g>${moved}${outline}`)}
${figure(view, 'Compared tiles: blue agrees, orange differs, grey says nothing', ground + tilesMarkup(laid, view))}
</div>`;
}

function plainFigure(letter: string, picture: string): string {
  return `<figure><img src="${escapeHtml(picture)}" alt="Picture ${letter}"><figcaption>${letter}</figcaption></figure>`;
}

function figure({ view_box }: LaidView, caption: string, content: string): string {
  return `<figure><svg viewBox="${view_box}" role="img" aria-label="${caption}">${content}</svg><figcaption>${caption}</figcaption></figure>`;
}

function imageMarkup(picture: string, { width, height }: LaidView['a']): string {
  return `<image href="${escapeHtml(picture)}" width="${width}" height="${height}" preserveAspectRatio="none"/>`;
}

function tilesMarkup({ tiles, tiles_on }: LaidEvidence, view: LaidView): string {
  const size = tiles_on === 'a' ? view.b : view.a;
  const drawn = tiles.map((tile) => tileMarkup(tile, size)).join('');
  return tiles_on === 'a' ? drawn : `<g transform="${view.matrix}">${drawn}</g>`;
}

const LEAST_OPACITY = 0.4;

function tileMarkup({ x, y, width, height, correlation, agreement }: ExplainedTile, size: LaidView['a']): string {
  const place = [x * size.width, y * size.height, width * size.width, height * size.height].map((value) =>
    Number(value.toFixed(2)),
  );
  const [left, top, across, down] = place;
  const frame = `x="${left}" y="${top}" width="${across}" height="${down}"`;
  if (correlation === null) return `<rect class="says-nothing" ${frame}/>`;
  const doesAgree = agreement !== 'none';
  const strength = doesAgree ? (correlation - AGREEING) / (1 - AGREEING) : Math.min(1, AGREEING - correlation);
  const name = doesAgree ? 'agrees' : 'differs';
  return `<rect class="${name}" fill-opacity="${(LEAST_OPACITY + 0.35 * strength).toFixed(2)}" ${frame}><title>Correlation ${correlation.toFixed(2)}</title></rect>`;
}
