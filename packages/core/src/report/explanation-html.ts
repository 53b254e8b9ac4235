import type { ExplainedImage, PairExplanation } from '../duplicates/pair-explanation.ts';
import { escapeHtml } from './escape-html.ts';
import { evidencePictures } from './evidence-pictures.ts';
import { explanationFacts, explanationHeadline } from './explanation-words.ts';
import { PAGE_FOOTER, pageHead } from './page/page-head.ts';
import { explanationStyle } from './page/style-explanation.ts';
import { visibleName } from './visible-name.ts';

export interface ExplanationHtmlOptions {
  /** Thumbnails as data: URIs by source; without them there are no pictures. Default none. */
  readonly pictures?: ReadonlyMap<string, string> | undefined;
}

/** The explanation of a pair as one page, complete in itself: it loads nothing and runs nothing. */
export function toExplanationHtml(explanation: PairExplanation, options: ExplanationHtmlOptions = {}): string {
  const { pictures = new Map<string, string>() } = options;
  const { a, b, reason, is_match } = explanation;
  const headline = explanationHeadline(explanation);
  const rows = explanationFacts(explanation).map(
    ({ label, value }) => `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
${pageHead({ title: headline, style: explanationStyle })}
</head>
<body>
<main>
<h1 class="${is_match ? 'is-match' : 'is-none'}">${escapeHtml(headline)}</h1>
<p class="lede">${escapeHtml(reason)}</p>
<dl class="names">${nameMarkup('A', a)}${nameMarkup('B', b)}</dl>
${evidencePictures(explanation, pictures)}
<section aria-labelledby="facts-title">
<h2 id="facts-title">What was looked at</h2>
<div class="scroller"><table><tbody>
${rows.join('\n')}
</tbody></table></div>
</section>
</main>
${PAGE_FOOTER}
</body>
</html>
`;
}

function nameMarkup(letter: string, { source, width, height, content_type }: ExplainedImage): string {
  const facts = `${width} × ${height}, ${content_type}`;
  return `<div><dt>${letter}</dt><dd><bdi>${escapeHtml(visibleName(source))}</bdi> <span>${escapeHtml(facts)}</span></dd></div>`;
}
