import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { hostileReport, reportOf, smallReport } from '../../../../tests/small-report.ts';
import { toHtml } from './html-report.ts';

function hashesOf(html: string, tag: string): string[] {
  const contents = Array.from(
    html.matchAll(new RegExp(`<${tag}(?: type="module")?>([^]*?)</${tag}>`, 'g')),
    ([, content]) => content ?? '',
  );
  return contents.map((content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`);
}

describe('toHtml', () => {
  it('lets only its own scripts and styles run, by their hashes', () => {
    const html = toHtml(smallReport());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.split('; ');
    expect(policy).toEqual([
      "default-src 'none'",
      'img-src data:',
      `style-src ${hashesOf(html, 'style').join(' ')}`,
      `script-src ${hashesOf(html, 'script').join(' ')}`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]);
    expect(hashesOf(html, 'script')).toHaveLength(2);
  });

  it('loads nothing and sets no style or handler in an attribute', () => {
    const html = toHtml(smallReport()).replace(/<(script|style)[^]*?<\/\1>/g, '');
    expect(html).not.toMatch(/<link|<iframe|<object|<embed|<base|\ssrc=|\sstyle=|\son\w+=/);
  });

  it('shows the numbers', () => {
    const html = toHtml(smallReport(), { title: 'Photos <2024>' });
    expect(html).toContain('<title>Photos &lt;2024&gt;</title>');
    expect(html).toContain('<h1>Photos &lt;2024&gt;</h1>');
    expect(html).toContain('Compared 12 images in 1.3 s and found 2 clusters');
    const numbers = Array.from(
      html.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g),
      ([, label, count]) => `${label} ${count}`,
    );
    expect(numbers.slice(0, 6)).toEqual([
      'Images 12',
      'Clusters 2',
      'Exact pairs 1',
      'Near pairs 2',
      'Leaks 1',
      'Unreadable 1',
    ]);
  });

  it('has no tag from a name', () => {
    const html = toHtml(hostileReport());
    expect(html).not.toContain('<img');
    expect(html.match(/<\/script>/g)).toHaveLength(3);
    expect(html).not.toContain('<!--');
    expect(html).toContain('<td><bdi>wild/&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;.jpg</bdi></td>');
    expect(html).toContain('<td><bdi>wild/photo⟨U+202E⟩gpj.exe</bdi></td>');
  });

  it('says so when nothing was found, and leaves the filters out', () => {
    const html = toHtml(reportOf({}, 1284));
    expect(html).toContain(
      '<h2>No duplicates found</h2><p class="aside">All 1,284 images differ from one another.</p>',
    );
    expect(html).not.toContain('id="filters"');
  });

  it.each([
    [0, 'There were no images to compare.'],
    [1, 'There was one image, and nothing to compare it with.'],
  ])('finds words for %d images', (images, words) => {
    expect(toHtml(reportOf({}, images))).toContain(words);
  });

  it('refuses a picture that would have to be loaded', () => {
    expect(() => toHtml(smallReport(), { pictures: new Map([['a.jpg', 'https://example.com/a.jpg']]) })).toThrow(
      new TypeError('Expected the picture of `a.jpg` to be a data:image/ URI, got `https://example.com/a.jpg`'),
    );
  });
});
