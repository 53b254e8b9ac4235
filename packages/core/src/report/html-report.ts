import type { DuplicateReport } from '../duplicates/report-types.ts';
import { scriptJson } from './escape-html.ts';
import {
  clustersMarkup,
  comparisonMarkup,
  dialogsMarkup,
  emptyMarkup,
  headerMarkup,
  noticeMarkup,
  scenesMarkup,
  unreadableMarkup,
} from './page/markup.ts';
import { pageData } from './page/page-data.ts';
import { PAGE_FOOTER, pageHead } from './page/page-head.ts';
import { emptyPageScript, pageScript, scenesPageScript } from './page/page-script.ts';
import { pageStyle } from './page/page-style.ts';
import { rememberedThemeScript } from './page/script-theme.ts';
import { visibleName } from './visible-name.ts';

export interface HtmlOptions {
  /** Thumbnails as data: URIs by source, some 300 pixels wide; an image without one is shown as a tile with its format. Default none. */
  readonly pictures?: ReadonlyMap<string, string>;
  /** What was scanned, for the heading and the window's title. Default "Duplicate images". */
  readonly title?: string;
}

/**
 * The report as one HTML page for people, complete in itself: it loads nothing, and its content security policy lets nothing
 * run but its own script. Names of files are only ever text.
 * @throws TypeError when a picture is not a data:image/ URI.
 */
export function toHtml(report: DuplicateReport, options: HtmlOptions = {}): string {
  const { pictures = new Map<string, string>(), title = 'Duplicate images' } = options;
  checkPictures(pictures);
  const data = pageData(report, pictures);
  const hasClusters = data.clusters.length > 0;
  const hasPairs = hasClusters || data.scenes.length > 0;
  const script = hasClusters ? pageScript : hasPairs ? scenesPageScript : emptyPageScript;
  return `<!doctype html>
<html lang="en">
<head>
${pageHead({ title: visibleName(title), style: pageStyle, scripts: [rememberedThemeScript, script] })}
<script>${rememberedThemeScript}</script>
</head>
<body>
<a class="skip-link" href="#clusters">Skip to the clusters</a>
${headerMarkup(report, title)}
<main>
${hasClusters ? clustersMarkup(data) : emptyMarkup(report.summary.images)}
${scenesMarkup(data.scenes.length)}
${unreadableMarkup(report.unreadable)}
</main>
${PAGE_FOOTER}
${hasClusters ? dialogsMarkup() : hasPairs ? comparisonMarkup() : ''}
${noticeMarkup()}
${hasPairs ? `<script type="application/json" id="report-data">${scriptJson(data)}</script>` : ''}
<script type="module">${script}</script>
</body>
</html>
`;
}

function checkPictures(pictures: ReadonlyMap<string, string>): void {
  for (const [source, picture] of pictures) {
    if (!picture.startsWith('data:image/')) {
      throw new TypeError(
        `Expected the picture of \`${source}\` to be a data:image/ URI, got \`${picture.slice(0, 40)}\``,
      );
    }
  }
}
