import { setTimeout } from 'node:timers/promises';

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

import { findChromium } from '../../../../tests/find-chromium.ts';
import {
  exactPair,
  HOSTILE_NAMES,
  hostileReport,
  imageFacts,
  nearPair,
  reportOf,
  smallReport,
} from '../../../../tests/small-report.ts';
import type { DuplicateReport } from '../duplicates/report-types.ts';
import { toHtml, type HtmlOptions } from './html-report.ts';

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
const launch = await findChromium();
if ('missing' in launch) process.stderr.write(`The page is not tested in a browser: ${launch.missing}\n`);

/** Everything the browser complained about since the last page was opened. */
let complaints: string[] = [];
let browser: Browser;
let folder: string;

async function openReport(report: DuplicateReport, options: HtmlOptions & BrowserContextOptions = {}): Promise<Page> {
  const { pictures, title, ...contextOptions } = options;
  const file = join(folder, `${Math.random()}.html`);
  await writeFile(file, toHtml(report, { ...(pictures && { pictures }), ...(title && { title }) }));
  const context = await browser.newContext(contextOptions);
  const page = await context.newPage();
  complaints = [];
  page.on('console', (message) => {
    // On a busy machine Chromium sometimes finds the focus set before its own turn to set it: a remark, no fault.
    if (!message.text().startsWith('Autofocus processing was blocked')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}

function manyClusters(count: number): DuplicateReport {
  const names = Array.from({ length: count }, (_, index) => `photos/${String(index).padStart(5, '0')}.jpg`);
  return reportOf({
    pairs: names.map((name, index) => nearPair(name, `copy-of-${name}`, { similarity: 1 - (index + 1) / (2 * count) })),
    clusters: names.map((name) => ({ keep: name, reason: 'Larger.', members: [name, `copy-of-${name}`] })),
    images: Object.fromEntries(
      names.flatMap((name, index) => [
        [name, imageFacts()],
        [`copy-of-${name}`, imageFacts({ bytesize: 1000 + index })],
      ]),
    ),
  });
}

async function titles(page: Page): Promise<string[]> {
  return page.locator('.card h3').allTextContents();
}

/** Contrast of each selector's text on the ground painted behind it (WCAG 2.2, relative luminance); run in the page. */
const CONTRASTS = String.raw`(selectors) => {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((channel) => linear(channel / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element) => {
    const ground = getComputedStyle(element).backgroundColor;
    return channels(ground)[3] === 0 ? groundOf(element.parentElement) : ground;
  };
  const contrast = (selector) => {
    const element = document.querySelector(selector);
    const lights = [getComputedStyle(element).color, groundOf(element)].map(luminance).sort((a, b) => b - a);
    return (lights[0] + 0.05) / (lights[1] + 0.05);
  };
  return selectors.map((selector) => [selector, contrast(selector)]);
}`;

const FOCUSED = `document.activeElement.getAttribute('aria-labelledby')`;

/** Asks again and again from outside: the page's own policy forbids to wait inside it. */
async function focusComesTo(page: Page, label: string): Promise<void> {
  for (const until = Date.now() + 10_000; (await page.evaluate(FOCUSED)) !== label;) {
    if (Date.now() > until) throw new Error(`The focus did not come to ${label}`);
    await setTimeout(20);
  }
}
const TEXTS = [
  'h1',
  '.lede',
  '.numbers dt',
  '.leaks h2',
  '.pair .badge',
  '.pair-end button',
  '#count',
  '.folder',
  '.file',
  '.badge-keep',
  '.percent',
  '.reason',
  '.facts li',
  '.differs',
  '.placeholder',
  'footer',
  'th',
  'td',
];

const describeInBrowser = 'missing' in launch ? describe.skip : describe;

describeInBrowser('the HTML report in a browser', () => {
  beforeAll(async () => {
    if ('missing' in launch) return;
    browser = await chromium.launch(launch);
    folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-page-'));
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it('draws leaks, clusters with the one to keep first, and unreadable sources, without a complaint', async () => {
    const page = await openReport(smallReport(), { pictures: new Map([['train/cat.jpg', PIXEL]]) });
    expect(await titles(page)).toEqual(['Cluster 1', 'Cluster 2']);
    const members = page.locator('.card').first().locator('.member');
    expect(await members.locator('.verdict').allTextContents()).toEqual(['Keep', 'Resized98.2%', 'Identical file']);
    expect(await members.locator('.name').allTextContents()).toEqual([
      'train/cat.jpg',
      'test/cat.png',
      'train/cat copy.jpg',
    ]);
    expect(await members.nth(0).locator('.reason').textContent()).toBe('Highest resolution.');
    expect(await members.nth(1).locator('.differs').allTextContents()).toEqual([
      '200 × 150',
      '9.1 kB',
      'PNG',
      'test',
      'No date',
      'No camera',
    ]);
    expect(await members.nth(2).locator('.differs').count()).toBe(0);
    expect(await members.nth(0).locator('img').getAttribute('src')).toBe(PIXEL);
    expect(await members.nth(1).locator('.placeholder').textContent()).toBe('PNG');
    expect(await page.locator('.pair .name').allTextContents()).toEqual(['train/cat.jpg', 'test/cat.png']);
    expect(await page.locator('#unreadable tbody td').allTextContents()).toEqual([
      'broken.jpg',
      'image_truncated',
      'The file ends too early. Copy it again.',
    ]);
    expect(complaints).toEqual([]);
  });

  it('shows hostile names literally and runs nothing of them', async () => {
    const page = await openReport(hostileReport());
    const names = await page.locator('.card .name').allTextContents();
    expect(names).toEqual([
      'keep.jpg',
      HOSTILE_NAMES.script,
      HOSTILE_NAMES.comment,
      '=cmd()',
      HOSTILE_NAMES.table,
      'wild/two⟨U+000A⟩lines⟨U+2028⟩.jpg',
      'wild/photo⟨U+202E⟩gpj.exe',
      '@mention',
      '__proto__',
    ]);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(3);
    expect(complaints).toEqual([]);
  });

  it('stops a script that is put into the page', async () => {
    const page = await openReport(smallReport());
    await page
      .evaluate(`document.querySelector('h1').innerHTML = '<img src="x" onerror="document.title = 1">'`)
      .catch((error: unknown) => {
        complaints.push(String(error));
      });
    await page
      .evaluate(`document.querySelector('h1').setAttribute('onclick', 'document.title = 1')`)
      .catch((error: unknown) => {
        complaints.push(String(error));
      });
    await page.locator('h1').click();
    expect(await page.title()).toBe('Duplicate images');
    expect(complaints.join()).toContain('TrustedHTML');
  });

  it('filters by name, kind, relation, split and leaks, and counts live', async () => {
    const page = await openReport(smallReport());
    const count = page.locator('#count');
    expect(await count.textContent()).toBe('2 clusters, 3 files to remove, 1.4 MB to free');
    await page.getByRole('searchbox').fill('DOG');
    expect(await titles(page)).toEqual(['Cluster 2']);
    expect(await count.textContent()).toBe('1 of 2 clusters, 1 file to remove, 1.4 MB to free');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('exact');
    expect(await titles(page)).toEqual(['Cluster 1']);
    expect(await count.textContent()).toBe('1 of 2 clusters, 1 file to remove, 32.5 kB to free');
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('');
    await page.getByRole('combobox', { name: 'Relation' }).selectOption('rotated');
    expect(await titles(page)).toEqual(['Cluster 2']);
    await page.getByRole('combobox', { name: 'Relation' }).selectOption('');
    await page.getByRole('combobox', { name: 'Split' }).selectOption('test');
    expect(await titles(page)).toEqual(['Cluster 1']);
    await page.getByRole('combobox', { name: 'Split' }).selectOption('');
    await page.getByLabel('Only leaks').check();
    expect(await titles(page)).toEqual(['Cluster 1']);
    await page.getByRole('searchbox').fill('dog');
    expect(await page.locator('#nothing').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    expect(await titles(page)).toEqual(['Cluster 1', 'Cluster 2']);
  });

  it('sorts by similarity, size, bytes and name', async () => {
    const page = await openReport(smallReport());
    const orders: Record<string, string[]> = {};
    for (const order of ['similar', 'different', 'size', 'freeable', 'name']) {
      await page.getByRole('combobox', { name: 'Sort by' }).selectOption(order);
      orders[order] = await titles(page);
    }
    expect(orders).toEqual({
      similar: ['Cluster 1', 'Cluster 2'],
      different: ['Cluster 2', 'Cluster 1'],
      size: ['Cluster 1', 'Cluster 2'],
      freeable: ['Cluster 2', 'Cluster 1'],
      name: ['Cluster 2', 'Cluster 1'],
    });
  });

  it('is worked by the keyboard', async () => {
    const page = await openReport(smallReport());
    const focused = (): Promise<unknown> => page.evaluate(FOCUSED);
    await page.keyboard.press('j');
    expect(await focused()).toBe('cluster-1');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('cluster-2');
    await page.keyboard.press('j');
    expect(await focused()).toBe('cluster-2');
    await page.keyboard.press('k');
    expect(await focused()).toBe('cluster-1');
    await page.keyboard.press('/');
    await page.keyboard.type('j?k');
    expect(await page.getByRole('searchbox').inputValue()).toBe('j?k');
    await page.getByRole('searchbox').fill('');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('?');
    expect(await page.locator('#keys').isVisible()).toBe(false);
    await page.locator('h1').click();
    await page.keyboard.press('?');
    expect(await page.locator('#keys').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('#keys').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('reaches the clusters by the skip link', async () => {
    const page = await openReport(smallReport());
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the clusters');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('clusters');
  });

  it('compares the members of a cluster with the one to keep', async () => {
    const page = await openReport(smallReport());
    const names = (): Promise<string[]> => page.locator('#comparison .name').allTextContents();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    expect(await page.locator('#comparison-title').textContent()).toBe('Cluster 1');
    expect(await names()).toEqual(['train/cat.jpg', 'test/cat.png']);
    expect(await page.locator('#step').textContent()).toBe('1 of 2');
    expect(await page.locator('#comparison tbody tr').allTextContents()).toEqual([
      'Pixels400 × 300200 × 150',
      'Size32.5 kB9.1 kB',
      'FormatJPEGPNG',
      'Splittraintest',
      'Taken2016-09-26 00:27No date',
      'CameraSony a7 IINo camera',
    ]);
    await page.keyboard.press('ArrowRight');
    expect(await names()).toEqual(['train/cat.jpg', 'train/cat copy.jpg']);
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#step').textContent()).toBe('2 of 2');
    await page.keyboard.press('ArrowLeft');
    expect(await names()).toEqual(['train/cat.jpg', 'test/cat.png']);
    await page.keyboard.press('j');
    expect(await page.locator('#comparison-title').textContent()).toBe('Cluster 2');
    await page.keyboard.press('Escape');
    expect(await page.locator('#comparison').isVisible()).toBe(false);
    await focusComesTo(page, 'cluster-2'); // a dialog's close event comes a moment after it is gone
    expect(complaints).toEqual([]);
  });

  it('opens the comparison at the picture that is clicked, and closes it by its button', async () => {
    const page = await openReport(smallReport());
    await page.locator('.card .member').nth(2).getByRole('button').click();
    expect(await page.locator('#comparison .name').allTextContents()).toEqual(['train/cat.jpg', 'train/cat copy.jpg']);
    await page.locator('#comparison').getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('#comparison').isVisible()).toBe(false);
    await page.locator('.pair').getByRole('button').click();
    expect(await page.locator('#comparison-title').textContent()).toBe('Leak between train and test');
    expect(complaints).toEqual([]);
  });

  it('switches the theme and remembers it', async () => {
    const page = await openReport(smallReport(), { colorScheme: 'dark' });
    const ground = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await ground();
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    const light = await ground();
    expect([dark, light]).toEqual(['rgb(19, 21, 23)', 'rgb(246, 246, 243)']);
    await page.reload();
    expect(await ground()).toBe(light);
    expect(complaints).toEqual([]);
  });

  it('works where storage is refused', async () => {
    const page = await openReport(smallReport(), { colorScheme: 'light' });
    await page.addInitScript(
      `Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } })`,
    );
    await page.reload();
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(19, 21, 23)');
    expect(await titles(page)).toEqual(['Cluster 1', 'Cluster 2']);
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('has text of contrast 4.5 and more when %s', async (colorScheme) => {
    const page = await openReport(smallReport(), { colorScheme });
    const contrasts = await page.evaluate<[string, number][]>(`(${CONTRASTS})(${JSON.stringify(TEXTS)})`);
    expect(contrasts.map(([selector]) => selector)).toEqual(TEXTS);
    expect(contrasts.filter(([, contrast]) => contrast < 4.5)).toEqual([]);
  });

  it('fits a phone of 360 pixels, the comparison too', async () => {
    const page = await openReport(hostileReport(), { viewport: { width: 360, height: 740 } });
    const width = (): Promise<unknown> => page.evaluate('document.documentElement.scrollWidth');
    expect(await width()).toBe(360);
    await page.locator('.card .member').nth(1).getByRole('button').click();
    expect(
      await page.evaluate(
        "(({ clientWidth, scrollWidth }) => [clientWidth, scrollWidth])(document.querySelector('#comparison'))",
      ),
    ).toEqual([360, 360]);
    expect(await width()).toBe(360);
  });

  it('copies the list of files to remove', async () => {
    const page = await openReport(smallReport());
    await page.evaluate(
      `Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { document.body.dataset.copied = text; } } })`,
    );
    await page.getByRole('button', { name: 'Copy list of files to remove' }).click();
    expect(await page.locator('body').getAttribute('data-copied')).toBe(
      'test/cat.png\ntrain/cat copy.jpg\ndog-turned.jpg\n',
    );
    expect(await page.locator('#notice').textContent()).toBe('Copied 3 paths.');
  });

  it('shows the list, selected, where the clipboard is refused, and leaves out names that would read as two', async () => {
    const pairs = [exactPair('a.jpg', 'b.jpg'), exactPair('a.jpg', 'b\na.jpg')];
    const page = await openReport(
      reportOf({ pairs, clusters: [{ keep: 'a.jpg', reason: 'First.', members: ['a.jpg', 'b.jpg', 'b\na.jpg'] }] }),
    );
    await page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: undefined })`);
    await page.getByRole('button', { name: 'Copy list of files to remove' }).click();
    const list = page.getByRole('textbox', { name: 'Files to remove' });
    expect(await list.inputValue()).toBe('b.jpg\n');
    expect(await page.evaluate('[document.activeElement.selectionStart, document.activeElement.selectionEnd]')).toEqual(
      [0, 6],
    );
    expect(await page.locator('#removal-hint').textContent()).toContain('Left out: 1 name with a line break.');
    expect(complaints).toEqual([]);
  });

  it('draws ten thousand clusters in pages', async () => {
    const page = await openReport(manyClusters(10_000));
    expect(await page.locator('.card').count()).toBe(60);
    await page.getByRole('button', { name: 'Show 60 more clusters' }).click();
    expect(await page.locator('.card').count()).toBe(120);
    expect(await page.evaluate(FOCUSED)).toBe('cluster-61');
    await page.getByRole('searchbox').fill('0999');
    expect(await page.locator('.card').count()).toBe(11);
    expect(await page.locator('#count').textContent()).toBe(
      '11 of 10,000 clusters, 11 files to remove, 112 kB to free',
    );
    expect(complaints).toEqual([]);
  });

  it('says in a friendly way that nothing was found', async () => {
    const page = await openReport(reportOf({}, 3));
    expect(await page.locator('main h2').allTextContents()).toEqual(['No duplicates found']);
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    expect(complaints).toEqual([]);
  });

  it('lays the pictures of a pair on each other and fades between them', async () => {
    const pair = nearPair('keep.jpg', 'crop.jpg', { relation: 'cropped' });
    const evidence = { ...pair.evidence, inside: 'b', inside_share: 0.25, map: [2, 0, -0.5, 0, 2, -0.5] } as const;
    const report = reportOf({
      pairs: [{ ...pair, evidence }],
      clusters: [{ keep: 'keep.jpg', reason: 'Larger.', members: ['keep.jpg', 'crop.jpg'] }],
      images: { 'keep.jpg': imageFacts(), 'crop.jpg': imageFacts({ width: 200, height: 150 }) },
    });
    const pictures = new Map([
      ['keep.jpg', PIXEL],
      ['crop.jpg', PIXEL],
    ]);
    const page = await openReport(report, { pictures });
    expect(await page.locator('.member .verdict').nth(1).textContent()).toContain('Cropped: shows 25% of the other');
    await page.getByRole('button', { name: /Compare the images/ }).click();
    const upper = page.locator('.laid g image');
    expect(await page.locator('.laid g').getAttribute('transform')).toBe('matrix(1 0 0 1 -100 -75)');
    expect(await page.locator('.laid').getAttribute('viewBox')).toBe('-100 -75 400 300');
    await page.locator('.fade input').fill('100');
    expect(await upper.getAttribute('opacity')).toBe('0');
    expect(complaints).toEqual([]);
  });

  it('lists shots of one scene apart, and compares them, also where there are no clusters', async () => {
    const report = reportOf({
      same_scene: [nearPair('one.jpg', 'two.jpg', { relation: 'same-scene' })],
      images: { 'one.jpg': imageFacts(), 'two.jpg': imageFacts() },
    });
    const page = await openReport(report);
    expect(await page.locator('#scene-list .name').allTextContents()).toEqual(['one.jpg', 'two.jpg']);
    await page.getByRole('button', { name: 'Compare one.jpg and two.jpg' }).click();
    expect(await page.locator('#comparison-title').textContent()).toBe('Same scene, not copies');
    expect(complaints).toEqual([]);
  });
});
