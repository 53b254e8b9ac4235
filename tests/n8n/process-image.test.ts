import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { binaryData, binaryOf, built, runNode } from './node-run.ts';

const photo = (name: string): Promise<Buffer> => readFile(new URL(`../../examples/dataset/${name}`, import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-'));
  process.env['N8N_USER_FOLDER'] = folder;
});
afterAll(async () => {
  await built<{ closeCoreThreads(): Promise<void> }>('src/thread/core-thread.js').closeCoreThreads();
  await rm(folder, { recursive: true });
});

describe('Process Image', () => {
  it.each(['default', 'filesystem-v2', 'database'] as const)('reads binary data in mode %s', async (mode) => {
    const service = await binaryData(mode);
    const data = await binaryOf(service, await photo('train/object/cups.jpg'), 'cups.jpg');
    const { outputs, error } = await runNode('processImage', { items: [{ json: {}, binary: { data } }] });
    expect(error).toBeUndefined();
    expect(outputs[0]).toMatchObject([{ json: { status: 'processed', filename: 'cups.jpg', camera: 'Sony NEX-3N' } }]);
  });
});
