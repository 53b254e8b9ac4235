// A real n8n with the packed package: every example workflow, queue mode, and the editor in a browser.
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';

import { runSql, startPostgres, type OwnPostgres } from '../../packages/core/fixtures/postgres-server.ts';
import { openEditor, type Editor } from './editor.ts';
import { imageHost, type FarEnd } from './far-end.ts';
import { freePorts } from './free-ports.ts';
import { installed, N8N_VERSION, userFolderWithPackage } from './installed-n8n.ts';
import { executeWorkflow, startN8n, type Item, type N8nHome, type N8nServer } from './n8n-process.ts';
import { signIn, type N8nSession } from './n8n-rest.ts';
import { startRedis } from './redis-server.ts';
import { photo } from './test-folder.ts';

const EXAMPLES = new URL('../../examples/n8n/', import.meta.url);
const PICTURES = fileURLToPath(new URL('../../packages/n8n-nodes-pixelpeeper/docs/', import.meta.url));

// A whole n8n, a browser and two servers: the first failure is printed, and a second one counts.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

let postgres: OwnPostgres;
let home: N8nHome;
let served: N8nHome;
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
  // What n8n execute does to the owner keeps a server from setting one up.
  await runSql(server, 'CREATE DATABASE served');
  home = { n8n, userFolder, postgresPort: server.port, database: 'postgres' };
  served = { ...home, database: 'served' };
}, 1_800_000);
afterAll(async () => {
  await host.close();
  await postgres.stop();
  await rm(home.userFolder, { recursive: true });
});

interface Example {
  readonly name: string;
  readonly nodes: readonly { readonly type: string; readonly parameters: object }[];
}

/** An example as it is, but for where its files and pictures are. */
async function example(name: string): Promise<Example> {
  const text = await readFile(new URL(`${name}.json`, EXAMPLES), 'utf8');
  const github = 'https://raw.githubusercontent.com/pixelpeeper/pixelpeeper/main/examples/dataset';
  return JSON.parse(text.replaceAll('/home/node/.n8n-files', files).replaceAll(github, host.url)) as Example;
}

const EXAMPLE_NAMES = [
  'process-uploaded-photo',
  'url-list-to-csv',
  'sort-duplicates-of-a-folder',
  'block-duplicate-upload',
  'tag-ai-and-reserved',
];

const nodeOf = (name: string, type: string, x: number): object => ({
  id: name,
  name,
  type,
  typeVersion: 1,
  position: [x, 0],
});

/** A workflow that gives pictures of examples/dataset by their URLs. */
function urlsOf(names: readonly string[]): object {
  const url = names.map((name) => `${host.url}/train/animal/${name}.jpg`);
  return {
    name: 'Find the copies',
    active: false,
    settings: { executionOrder: 'v1' },
    nodes: [
      { ...nodeOf('Start', 'n8n-nodes-base.manualTrigger', 0), parameters: {} },
      {
        ...nodeOf('Image URLs', 'n8n-nodes-base.set', 220),
        typeVersion: 3.4,
        parameters: { mode: 'raw', jsonOutput: JSON.stringify({ url }) },
      },
      { ...nodeOf('One Item per URL', 'n8n-nodes-base.splitOut', 440), parameters: { fieldToSplitOut: 'url' } },
    ],
    connections: {
      Start: { main: [[{ node: 'Image URLs', type: 'main', index: 0 }]] },
      'Image URLs': { main: [[{ node: 'One Item per URL', type: 'main', index: 0 }]] },
    },
  };
}

const values = (items: readonly Item[] | undefined, name: string): unknown[] =>
  (items ?? []).map(({ json }) => json[name]);

describe('by n8n execute', () => {
  beforeAll(async () => {
    await cp(new URL('../../examples/dataset/train/animal', import.meta.url), join(files, 'photos'), {
      recursive: true,
    });
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
    await plain
      .clone()
      .withXmp(xmp(`xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" e:DigitalSourceType="${source}"`))
      .toFile(join(folder, 'b-generated.jpg'));
    const mining = 'http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING';
    await plain
      .clone()
      .withXmp(xmp(`xmlns:p="http://ns.useplus.org/ldf/xmp/1.0/" p:DataMining="${mining}"`))
      .toFile(join(folder, 'c-reserved.jpg'));
    const { outputs, error } = await executeWorkflow(home, await example('tag-ai-and-reserved'));
    expect(error).toBeUndefined();
    expect(
      ['Tag AI', 'Tag Reserved', 'Tag Unmarked'].map((name) =>
        outputs[name]?.[0]?.map(({ json }) => [json['filename'], json['tag']]),
      ),
    ).toEqual([
      [['b-generated.jpg', 'ai-generated']],
      [['c-reserved.jpg', 'rights-reserved']],
      [['a-plain.jpg', 'unmarked']],
    ]);
  });
});

describe('in the editor', () => {
  const open = new AsyncDisposableStack();
  let session: N8nSession;
  let editor: Editor;
  beforeAll(async () => {
    const [port] = await freePorts(1);
    const server = await startN8n(served, 'start', port!);
    open.defer(() => server.stop());
    session = await signIn(server);
    editor = await openEditor(server);
    open.defer(() => editor.close());
    editor.page.setDefaultTimeout(60_000);
    await mkdir(PICTURES, { recursive: true });
  });
  afterAll(() => open.disposeAsync());

  it('a node is found by “duplicate”, shows its icon and parameters, is executed and shows what it found', async () => {
    const { page } = editor;
    const { id } = await session.post<{ id: string }>('/workflows', urlsOf(['dogs', 'cat', 'dogs-framed']));
    await editor.open(id);
    await page
      .getByTestId('canvas-node')
      .filter({ hasText: 'One Item per URL' })
      .getByTestId('canvas-handle-plus')
      .click();
    await page.getByTestId('node-creator-search-bar').fill('duplicate');
    const found = page.getByTestId('item-iterator-item').filter({ hasText: 'Find images that are the same' }).first();
    await found.locator('img').first().waitFor();
    await page.screenshot({ path: join(PICTURES, 'search.png') });
    await found.click();
    await page.getByText('Add to workflow').click();
    const parameters = page.getByTestId('node-parameters');
    await parameters.waitFor();
    for (const label of [
      'Compare With',
      'Store',
      'Image',
      'URL',
      'Sensitivity',
      'Keep',
      'Output',
      'Simplify',
      'Options',
    ])
      await parameters.getByText(label, { exact: true }).first().waitFor();
    await page.getByTestId('node-execute-button').click();
    const output = page.getByTestId('output-panel');
    await output.getByText('Duplicates Branch (1 item)').click();
    await output.getByText('bordered').waitFor();
    expect(await output.innerText()).toContain('1 duplicate in 1 group was found.');
    await page.screenshot({ path: join(PICTURES, 'find-duplicates.png') });
  });

  it('images are chosen from a list', async () => {
    const { page } = editor;
    await executeWorkflow(home, await example('url-list-to-csv'));
    const { id } = await session.post<{ id: string }>('/workflows', {
      ...urlsOf([]),
      nodes: [{ ...nodeOf('Get Image', 'n8n-nodes-pixelpeeper.getImage', 0), parameters: {} }],
      connections: {},
    });
    await editor.open(id);
    await page.getByTestId('canvas-node').dblclick();
    await page.getByTestId('rlc-input').click();
    await page.getByTestId('rlc-item').filter({ hasText: 'cups.jpg' }).first().waitFor();
    await page.screenshot({ path: join(PICTURES, 'get-image.png') });
  });

  it('every example is drawn', async () => {
    for (const name of EXAMPLE_NAMES) {
      const asItIs = JSON.parse(await readFile(new URL(`${name}.json`, EXAMPLES), 'utf8')) as object;
      const { id } = await session.post<{ id: string }>('/workflows', { ...asItIs, active: false });
      await editor.open(id);
      await editor.page.getByText('Execute workflow').first().waitFor();
      expect(await editor.page.getByText('Install this node').count()).toBe(0);
      await editor.page.getByTestId('canvas').screenshot({ path: join(PICTURES, `${name}.png`) });
    }
  });
});

describe('in queue mode, with a main process and a worker', () => {
  const open = new AsyncDisposableStack();
  let main: N8nServer;
  let worker: N8nServer;
  let session: N8nSession;
  let credential: { id: string; name: string };
  beforeAll(async () => {
    const [redisPort, mainPort, workerPort] = await freePorts(3);
    const redis = await startRedis(redisPort!);
    open.defer(() => redis.stop());
    const queued = {
      ...served,
      env: { EXECUTIONS_MODE: 'queue', QUEUE_BULL_REDIS_PORT: `${redisPort}`, N8N_HIDE_USAGE_PAGE: 'true' },
    };
    main = await startN8n(queued, 'start', mainPort!);
    open.defer(() => main.stop());
    worker = await startN8n(queued, 'worker', workerPort!);
    open.defer(() => worker.stop());
    session = await signIn(main);
    credential = await session.post('/credentials', {
      name: 'Images',
      type: 'postgres',
      data: {
        host: '127.0.0.1',
        port: postgres.port,
        database: 'postgres',
        user: 'tester',
        password: 'none',
        ssl: 'disable',
        sshTunnel: false,
      },
    });
  });
  afterAll(() => open.disposeAsync());

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
    let answer = await fetch(`${main.url}/webhook/${path}`, { method: 'POST', body: form });
    // A webhook is registered a moment after its workflow is active.
    for (let tries = 0; answer.status === 404 && tries < 50; tries++) {
      await sleep(200);
      answer = await fetch(`${main.url}/webhook/${path}`, { method: 'POST', body: form });
    }
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
});
