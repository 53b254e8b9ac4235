import type { DuplicateReport, Relation, UnreadableSource } from '../../duplicates/report-types.ts';
import { escapeHtml } from '../escape-html.ts';
import { counted, duration, grouped, relationInWords } from '../report-words.ts';
import { visibleName } from '../visible-name.ts';
import type { PageData } from './page-data.ts';

const LOGO = `<svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><rect x="3" y="3" width="16" height="16" rx="3"/><path d="M23 9v11a5 5 0 0 1-5 5H9"/><circle cx="11" cy="11" r="3"/></svg>`;
const HALF_MOON = `<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7"/><path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/></svg>`;
const CROSS = `<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="m5 5 10 10M15 5 5 15"/></svg>`;
const LEFT = `<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="m12 4-6 6 6 6"/></svg>`;
const RIGHT = `<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="m8 4 6 6-6 6"/></svg>`;
const ALL_DIFFERENT = `<svg width="72" height="72" viewBox="0 0 72 72" aria-hidden="true"><rect x="8" y="14" width="38" height="38" rx="6"/><path d="M54 24a6 6 0 0 1 6 6v26a6 6 0 0 1-6 6H28a6 6 0 0 1-6-4"/><path d="m18 33 7 7 12-13"/></svg>`;

/** The top of the page: what was scanned, and the numbers. */
export function headerMarkup({ summary }: DuplicateReport, title: string): string {
  const numbers = [
    number('Images', summary.images),
    number('Clusters', summary.clusters),
    number('Exact pairs', summary.exact_pairs),
    number('Near pairs', summary.near_pairs),
    number('Leaks', summary.leaks, summary.leaks > 0 ? 'alarming' : undefined),
    number('Unreadable', summary.unreadable),
  ];
  const compared = `Compared ${counted(summary.images, 'image')} in ${duration(summary.seconds)}`;
  const found = ` and found ${counted(summary.clusters, 'cluster')} of images that show the same picture. In each, the one worth keeping is marked`;
  return `<header class="top">
<div class="bar">
<p class="brand">${LOGO}PixelPeeper</p>
${summary.clusters === 0 ? '' : '<button type="button" class="quiet keys-button" id="keys-button">Keys <kbd>?</kbd></button>'}
<button type="button" class="quiet icon" id="theme-button" aria-label="Switch between light and dark">${HALF_MOON}</button>
</div>
<h1>${escapeHtml(visibleName(title))}</h1>
<p class="lede">${compared}${summary.clusters > 0 ? found : ''}; nothing has been changed.</p>
<dl class="numbers">${numbers.join('\n')}</dl>
</header>`;
}

/** The page's main part when something was found; the script fills in leaks and cards. */
export function clustersMarkup(data: PageData): string {
  return `${data.leaks.length === 0 ? '' : leaksMarkup(data.leaks.length)}
<section id="clusters" tabindex="-1" aria-labelledby="clusters-title">
<h2 id="clusters-title">Clusters</h2>
<form class="toolbar" id="filters" role="search" aria-label="Filter the clusters">
<label class="wide">Name<input type="search" name="text" placeholder="Part of a file name" autocomplete="off" spellcheck="false"></label>
${select('kind', 'Kind', [option('', 'Any'), option('exact', 'Exact'), option('near', 'Near')])}
${select('relation', 'Relation', [option('', 'Any'), ...relationOptions(data)])}
${splitFilter(data)}
${select('sort', 'Sort by', [option('similar', 'Most similar'), option('different', 'Least similar'), option('size', 'Most images'), option('freeable', 'Most bytes to free'), option('name', 'Name')])}
${data.leaks.length === 0 ? '' : '<label class="check"><input type="checkbox" name="leaks">Only leaks</label>'}
</form>
<div class="found"><p id="count" role="status"></p><button type="button" id="copy-button">Copy list of files to remove</button></div>
<noscript><p class="empty">The clusters are drawn by this page’s own script, which is switched off here. The Markdown and CSV reports show them without one.</p></noscript>
<div class="cards" id="cards"></div>
<p class="empty" id="nothing" hidden>No cluster passes these filters. <button type="button" id="reset-button">Clear the filters</button></p>
<p class="more"><button type="button" id="more-button" hidden></button></p>
</section>`;
}

/** The page's main part when there is no duplicate. */
export function emptyMarkup(images: number): string {
  const all =
    images === 1
      ? 'There was one image, and nothing to compare it with.'
      : `All ${counted(images, 'image')} differ from one another.`;
  return `<section id="clusters" tabindex="-1" class="empty">${ALL_DIFFERENT}<h2>No duplicates found</h2><p class="aside">${images === 0 ? 'There were no images to compare.' : all}</p></section>`;
}

/** The shots of one scene; the script fills in the list. Empty where there are none. */
export function scenesMarkup(scenes: number): string {
  if (scenes === 0) return '';
  return `<section id="scenes" aria-labelledby="scenes-title">
<h2 id="scenes-title">Same scene, not copies</h2>
<p class="aside">${counted(scenes, 'pair')} of photographs of one scene, a moment apart. They are alike, but none was made from the other, so they count as no duplicates.</p>
<ul class="pair-list" id="scene-list"></ul>
<p class="more"><button type="button" id="more-scenes-button" hidden></button></p>
</section>`;
}

/** The table of sources that could not be read; empty when all could. */
export function unreadableMarkup(unreadable: readonly UnreadableSource[]): string {
  if (unreadable.length === 0) return '';
  const rows = unreadable.map(
    ({ source, code, message }) =>
      `<tr><td><bdi>${shown(source)}</bdi></td><td><code>${shown(code)}</code></td><td>${shown(message)}</td></tr>`,
  );
  return `<section id="unreadable" aria-labelledby="unreadable-title">
<h2 id="unreadable-title">Unreadable</h2>
<p class="aside">${counted(unreadable.length, 'image')} could not be read and took no part in the comparison.</p>
<div class="scroller"><table>
<thead><tr><th scope="col">Source</th><th scope="col">Code</th><th scope="col">What happened</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
</section>`;
}

/** The dialog that compares two images, closed. */
export function comparisonMarkup(): string {
  const steps = `<div class="steps" id="steps"><button type="button" class="quiet icon" id="previous-button" aria-label="Previous image">${LEFT}</button><span id="step" aria-live="polite"></span><button type="button" class="quiet icon" id="next-button" aria-label="Next image">${RIGHT}</button></div>`;
  return dialog('comparison', { heading: 'Comparison', extra: steps, body: '' });
}

/** All dialogs of a page with clusters, closed. */
export function dialogsMarkup(): string {
  const keys = [
    ['<kbd>j</kbd> <kbd>k</kbd>', 'Next and previous cluster, here and in the comparison'],
    ['<kbd>↓</kbd> <kbd>↑</kbd>', 'The same, once a cluster has the focus'],
    ['<kbd>Enter</kbd>', 'Compare the images of the cluster'],
    ['<kbd>←</kbd> <kbd>→</kbd>', 'Step through the images of the comparison'],
    ['<kbd>/</kbd>', 'Filter by name'],
    ['<kbd>Esc</kbd>', 'Close a dialog'],
    ['<kbd>?</kbd>', 'Show these keys'],
  ];
  const list = keys.map(([names, meaning]) => `<dt>${names}</dt><dd>${meaning}</dd>`).join('');
  return `${comparisonMarkup()}
${dialog('keys', { heading: 'Keys', extra: '', body: `<dl class="keys">${list}</dl>` })}
${dialog('removal', { heading: 'Files to remove', extra: '', body: '<p id="removal-hint"></p><textarea id="removal-list" rows="12" readonly aria-label="Files to remove" aria-describedby="removal-hint"></textarea>' })}`;
}

/** The line in which the script says what it did. */
export function noticeMarkup(): string {
  return '<p class="notice" id="notice" role="status"></p>';
}

function number(label: string, count: number, mark = count === 0 ? 'zero' : ''): string {
  return `<div class="${mark}"><dt>${label}</dt><dd>${grouped(count)}</dd></div>`;
}

function leaksMarkup(leaks: number): string {
  return `<section class="leaks" id="leaks" aria-labelledby="leaks-title">
<h2 id="leaks-title">${counted(leaks, 'leak')} between splits</h2>
<p class="aside">Copies of one picture stand in different splits, so a score on one split is partly a score on the other. Move the copies to one split, or remove them.</p>
<ul class="pair-list" id="leak-list"></ul>
<p class="more"><button type="button" id="more-leaks-button" hidden></button></p>
</section>`;
}

function splitFilter({ images }: PageData): string {
  const splits = [...new Set(images.flatMap(({ split }) => split ?? []))].sort();
  return splits.length === 0
    ? ''
    : select('split', 'Split', [option('', 'Any'), ...splits.map((split) => option(split, visibleName(split)))]);
}

function relationOptions({ clusters }: PageData): string[] {
  const relations = new Set<Relation>(
    clusters.flatMap(({ members }) => members.flatMap(({ verdict }) => verdict?.relation ?? [])),
  );
  return Array.from(relations, (relation) => option(relation, relationInWords(relation))).sort();
}

function select(name: string, label: string, options: readonly string[]): string {
  return `<label>${label}<select name="${name}">${options.join('')}</select></label>`;
}

function option(value: string, label: string): string {
  return `<option value="${escapeHtml(value)}">${escapeHtml(label)}</option>`;
}

function dialog(
  id: string,
  { heading, extra, body }: { readonly heading: string; readonly extra: string; readonly body: string },
): string {
  return `<dialog id="${id}" aria-labelledby="${id}-title">
<div class="dialog-head"><h2 id="${id}-title" tabindex="-1" autofocus>${heading}</h2>${extra}<form method="dialog"><button class="quiet icon" aria-label="Close">${CROSS}</button></form></div>
<div class="dialog-body" id="${id}-body">${body}</div>
</dialog>`;
}

function shown(text: string): string {
  return escapeHtml(visibleName(text));
}
