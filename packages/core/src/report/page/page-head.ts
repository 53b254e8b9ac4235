import { createHash } from 'node:crypto';

import { escapeHtml } from '../escape-html.ts';

export interface PageParts {
  readonly title: string;
  readonly style: string;
  /** The scripts that the page may run, each whole. */
  readonly scripts?: readonly string[];
}

/** The `<head>`'s inside of a page that is complete in itself: its policy lets nothing load, and nothing run but the scripts named. */
export function pageHead({ title, style, scripts = [] }: PageParts): string {
  return `<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(style, scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="PixelPeeper">
<title>${escapeHtml(title)}</title>
<style>${style}</style>`;
}

export const PAGE_FOOTER =
  '<footer>Made by PixelPeeper. This page is complete in itself and loads nothing from the network.</footer>';

function contentSecurityPolicy(style: string, scripts: readonly string[]): string {
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src ${hashSource(style)}`,
    ...(scripts.length > 0 ? [`script-src ${scripts.map(hashSource).join(' ')}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
