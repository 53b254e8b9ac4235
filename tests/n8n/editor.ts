// n8n's editor in a headless browser.
import { chromium, selectors, type Browser, type Page } from 'playwright-core';

import { findChromium } from '../find-chromium.ts';
import type { N8nServer } from './n8n-process.ts';
import { OWNER } from './n8n-rest.ts';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Editor {
  readonly page: Page;
  /** Opens a workflow with all of its nodes in sight. */
  open(workflowId: string): Promise<void>;
  close(): Promise<void>;
}

/** Signs the owner in. @throws Error when there is no Chromium on this machine */
export async function openEditor({ url }: N8nServer): Promise<Editor> {
  const launch = await findChromium();
  if ('missing' in launch) throw new Error(launch.missing);
  const browser: Browser = await chromium.launch({ ...launch, args: QUIET });
  selectors.setTestIdAttribute('data-test-id');
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}/signin`);
  await page.locator('input[name="emailOrLdapLoginId"]').fill(OWNER.email);
  await page.locator('input[name="password"]').fill(OWNER.password);
  await page.getByTestId('form-submit-button').click();
  await page.waitForURL(/home|workflow/);
  return {
    page,
    async open(workflowId) {
      await page.goto(`${url}/workflow/${workflowId}`);
      await page.getByTestId('canvas-node').first().waitFor();
      await page.getByTestId('zoom-to-fit').click();
    },
    close: () => browser.close(),
  };
}
