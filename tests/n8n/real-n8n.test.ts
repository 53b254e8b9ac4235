// A real n8n with the packed package: every example workflow, queue mode, and the editor in a browser.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import sharp from 'sharp';

import { startPostgres, type OwnPostgres } from '../../packages/core/fixtures/postgres-server.ts';
import { findChromium } from '../find-chromium.ts';
import { imageHost, type FarEnd } from './far-end.ts';
import { freePorts } from './free-ports.ts';
import { installed, N8N_VERSION, userFolderWithPackage } from './installed-n8n.ts';
import { executeWorkflow, startN8n, type Item, type N8nHome, type N8nServer } from './n8n-process.ts';
import { OWNER, signIn, type N8nSession } from './n8n-rest.ts';
import { startRedis } from './redis-server.ts';
import { photo } from './test-folder.ts';

const EXAMPLES = new URL('../../examples/n8n/', import.meta.url);
const PICTURES = fileURLToPath(new URL('../../packages/n8n-nodes-pixelpeeper/docs/', import.meta.url));

let postgres: OwnPostgres;
let home: N8nHome;
let host: FarEnd;
let files: string;
beforeAll(async () => {
  const server = await startPostgres({ listen_addresses: '127.0.0.1' });
  if (!server) throw new Error('These tests need a PostgreSQL: install Debian’s postgresql.');
  postgres = server;
  host = await imageHost();
  const userFolder = await userFolderWithPackage();
  files = join(userFolder, 'files');
  await mkdir(join(files, 'sorted', 'unique'), { recursive: true });
  await mkdir(join(files, 'sorted', 'duplicates'));
  const n8n = await installed('n8n', N8N_VERSION);
  home = { n8n, userFolder, postgresPort: server.port, database: 'postgres' };
}, 1_800_000);
afterAll(async () => {
  await host.close();
  await postgres.stop();
  await rm(home.userFolder, { recursive: true });
});

/** An example as it is, but for where its files and pictures are. */
async function example(name: string): Promise<{ name: string; nodes: { name: string; type: string; parameters: Record<string, unknown> }[] }> {
  const text = await readFile(new URL(`${name}.json`, EXAMPLES), 'utf8');
  const github = 'https://raw.githubusercontent.com/pixelpeeper/pixelpeeper/main/examples/dataset';
  return JSON.parse(text.replaceAll('/home/node/.n8n-files', files).replaceAll(github, host.url));
}

const values = (items: readonly Item[] | undefined, name: string): unknown[] => (items ?? []).map(({ json }) => json[name]);

describe('by n8n execute', () => {
  beforeAll(async () => {
    await cp(new URL('../../examples/dataset/train/animal', import.meta.url), join(files, 'photos'), { recursive: true });
  });

  it('new image URLs become a CSV', async () => {
    const { outputs, error } = await executeWorkflow(home, await example('url-list-to-csv'));
    expect(error).toBeUndefined();
    expect(values(outputs['Process Image']?.[0], 'camera')).toEqual(['Sony NEX-3N', expect.any(String)]);
    const [csv] = (await readdir(files)).filter((name) => name.endsWith('.csv'));
    const lines = (await readFile(join(files, csv!), 'utf8')).trim().split('\n');
    expect(lines[0]).toMatch(/id,status,url,filename,content_type,bytesize,width,height,checksum/);
    expect(lines).toHaveLength(3);
  });

  it('the duplicates of a folder are sorted', async () => {
    const { error } = await executeWorkflow(home, await example('sort-duplicates-of-a-folder'));
    expect(error).toBeUndefined();
    const names = async (folder: string): Promise<string[]> =>
      (await readdir(join(files, 'sorted', folder))).map((name) => name.replace(/^\d+-/, '')).sort();
    expect(await names('unique')).toEqual(['cat.jpg', 'dogs.jpg', 'ladybird-grey.jpg', 'nuthatch-turned.jpg']);
    expect(await names('duplicates')).toEqual(['dogs-framed.jpg', 'nuthatch.jpg']);
  });

  it('AI-generated and reserved images are tagged', async () => {
    const xmp = (tags: string): string =>
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ${tags}/></rdf:RDF></x:xmpmeta>`;
    const folder = join(files, 'photos');
    await rm(folder, { recursive: true });
    await mkdir(folder);
    const plain = sharp(await photo('train/animal/cat.jpg'));
    await plain.clone().toFile(join(folder, 'a-plain.jpg'));
    const source = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
    await plain.clone().withXmp(xmp(`xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" e:DigitalSourceType="${source}"`)).toFile(join(folder, 'b-generated.jpg'));
    const mining = 'http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING';
    await plain.clone().withXmp(xmp(`xmlns:p="http://ns.useplus.org/ldf/xmp/1.0/" p:DataMining="${mining}"`)).toFile(join(folder, 'c-reserved.jpg'));
    const { outputs, error } = await executeWorkflow(home, await example('tag-ai-and-reserved'));
    expect(error).toBeUndefined();
    expect(['Tag AI', 'Tag Reserved', 'Tag Unmarked'].map((name) => outputs[name]?.[0]?.map(({ json }) => [json['filename'], json['tag']]))).toEqual([
      [['b-generated.jpg', 'ai-generated']],
      [['c-reserved.jpg', 'rights-reserved']],
      [['a-plain.jpg', 'unmarked']],
    ]);
  });
});

describe('in queue mode, with a main process and a worker', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let main: N8nServer;
  let worker: N8nServer;
  let session: N8nSession;
  let credential: { id: string; name: string };
  beforeAll(async () => {
    const [redisPort, mainPort, workerPort] = await freePorts(3);
    redis = await startRedis(redisPort!);
    const queued = { ...home, env: { EXECUTIONS_MODE: 'queue', QUEUE_BULL_REDIS_PORT: `${redisPort}`, N8N_HIDE_USAGE_PAGE: 'true' } };
    main = await startN8n(queued, 'start', mainPort!);
    worker = await startN8n(queued, 'worker', workerPort!);
    session = await signIn(main);
    credential = await session.post('/credentials', {
      name: 'Images',
      type: 'postgres',
      data: { host: '127.0.0.1', port: postgres.port, database: 'postgres', user: 'tester', password: 'none', ssl: 'disable', sshTunnel: false },
    });
  });
  afterAll(async () => {
    await Promise.all([main?.stop(), worker?.stop()]);
    await redis?.stop();
  });

  /** The example with its records in PostgreSQL. */
  async function sharedExample(name: string): Promise<object> {
    const workflow = await example(name);
    const nodes = workflow.nodes.map((node) =>
      node.type.startsWith('n8n-nodes-pixelpeeper.')
        ? { ...node, parameters: { ...node.parameters, store: 'postgres' }, credentials: { postgres: credential } }
        : node,
    );
    return { ...workflow, nodes };
  }

  async function upload(path: string, name: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const form = new FormData();
    form.set('photo', new Blob([new Uint8Array(await photo(name))]), name.split('/').at(-1));
    const answer = await fetch(`${main.url}/webhook/${path}`, { method: 'POST', body: form });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  it('an uploaded photo is processed', async () => {
    const { id } = await session.activate(await sharedExample('process-uploaded-photo'));
    const { status, body } = await upload('photo', 'train/object/cups.jpg');
    expect([status, body['camera'], body['dataset']]).toEqual([200, 'Sony NEX-3N', 'uploads']);
    const execution = await session.lastExecution(id);
    expect(worker.output()).toContain(`execution ${execution.id}`);
  });

  it('a duplicate upload is blocked', async () => {
    await session.activate(await sharedExample('block-duplicate-upload'));
    const first = await upload('unique-photo', 'train/animal/dogs.jpg');
    expect([first.status, first.body['taken']]).toEqual([201, true]);
    expect(await upload('unique-photo', 'train/animal/dogs-framed.jpg')).toEqual({
      status: 409,
      body: { taken: false, copy_of: first.body['id'], relation: 'bordered', similarity: expect.any(Number) },
    });
    expect((await upload('unique-photo', 'train/animal/cat.jpg')).status).toBe(201);
  });

  describe('in the editor', () => {
    let browser: Browser | undefined;
    let page: Page;
    beforeAll(async () => {
      const launch = await findChromium();
      if ('missing' in launch) throw new Error(launch.missing);
      browser = await chromium.launch({ ...launch, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
      page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await mkdir(PICTURES, { recursive: true });
    });
    afterAll(() => browser?.close());

    it('the node is found by “duplicate”, set up, executed, and shows what it found', async () => {
      const workflow = await session.post<{ id: string }>('/workflows', {
        name: 'Find the copies',
        active: false,
        settings: { executionOrder: 'v1' },
        nodes: [
          { id: 'a', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
          {
            id: 'b',
            name: 'Image URLs',
            type: 'n8n-nodes-base.set',
            typeVersion: 3.4,
            position: [220, 0],
            parameters: { mode: 'raw', jsonOutput: JSON.stringify({ url: ['dogs', 'cat', 'dogs-framed'].map((name) => `${host.url}/train/animal/${name}.jpg`) }) },
          },
          { id: 'c', name: 'One Item per URL', type: 'n8n-nodes-base.splitOut', typeVersion: 1, position: [440, 0], parameters: { fieldToSplitOut: 'url' } },
        ],
        connections: {
          Start: { main: [[{ node: 'Image URLs', type: 'main', index: 0 }]] },
          'Image URLs': { main: [[{ node: 'One Item per URL', type: 'main', index: 0 }]] },
        },
      });
      await page.goto(`${main.url}/signin`);
      await page.locator('input[name="emailOrLdapLoginId"]').fill(OWNER.email);
      await page.locator('input[name="password"]').fill(OWNER.password);
      await page.locator('[data-test-id="form-submit-button"]').click();
      await page.waitForURL(/home|workflow/);
      await page.goto(`${main.url}/workflow/${workflow.id}`);
      await page.locator('[data-test-id="canvas-node"]').first().waitFor();
      await page.locator('[data-test-id="canvas-node"]', { hasText: 'One Item per URL' }).locator('[data-test-id="canvas-handle-plus"]').click();
      await page.locator('[data-test-id="node-creator-search-bar"]').fill('duplicate');
      const found = page.locator('[data-test-id="item-iterator-item"]', { hasText: 'Find Duplicates' }).first();
      await found.waitFor();
      await page.screenshot({ path: join(PICTURES, 'search.png') });
      await found.click();
      await page.locator('[data-test-id="ndv"], [data-test-id="node-parameters"]').first().waitFor();
      await page.screenshot({ path: join(PICTURES, 'parameters.png') });
    });
  });
});
