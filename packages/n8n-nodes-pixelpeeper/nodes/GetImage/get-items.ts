import { sleep, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { throwIfCancelled } from '../../src/cancellation';
import type { ImageRecord } from '../../src/core-types';
import { openLocalService, openService, usesApi, type ImageService } from '../../src/image-service';
import { warnOfQueueMode } from '../../src/queue-mode';
import { simplifyRecord } from '../../src/simplify-record';
import { textParameter } from '../../src/text-parameter';
import { failedItem } from '../../src/words/failed-item';
import { fail } from '../../src/words/failure';

interface Options {
  readonly wait?: boolean;
  readonly waitSeconds?: number;
}

/** How soon a pending record is looked at again, at first and at the most. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** The record of every item, in order. */
export async function getItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const results: INodeExecutionData[] = [];
  warnOfQueueMode(context);
  for (const itemIndex of context.getInputData().keys()) {
    throwIfCancelled(context);
    results.push(await getItem(context, itemIndex));
  }
  return results;
}

async function getItem(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData> {
  try {
    const { record, wanted } = await find(context, itemIndex);
    if (record) return { json: present(context, record, itemIndex), pairedItem: { item: itemIndex } };
    if (context.getNodeParameter('ifNotFound', itemIndex) === 'empty')
      return { json: {}, pairedItem: { item: itemIndex } };
    fail(
      'record_not_found',
      `There is no image with the ${wanted}. Check it, and that Runs On and Store are those that it was processed with.`,
    );
  } catch (error) {
    return failedItem(context, error, itemIndex);
  }
}

interface Found {
  readonly record: ImageRecord | undefined;
  /** What was looked for, in words. */
  readonly wanted: string;
}

async function find(context: IExecuteFunctions, itemIndex: number): Promise<Found> {
  const by = usesApi(context) ? 'id' : context.getNodeParameter('by', itemIndex);
  if (by === 'id') return findById(context, await openService(context), itemIndex);
  const service = await openLocalService(context);
  if (by === 'url') {
    const url = textOf(context, 'url', itemIndex);
    return { record: (await service.list({ url, limit: 1 }))[0], wanted: `URL ${url}` };
  }
  const checksum = textOf(context, 'checksum', itemIndex).toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(checksum))
    fail('invalid_checksum', `“${checksum}” is not a checksum. Give the SHA-256 of the file, 64 hexadecimal digits.`);
  return { record: (await service.findByChecksum(checksum)).at(-1), wanted: `checksum ${checksum}` };
}

async function findById(context: IExecuteFunctions, service: ImageService, itemIndex: number): Promise<Found> {
  const value = context.getNodeParameter('imageId', itemIndex, '', { extractValue: true }) as string | undefined;
  const id = (value ?? '').trim().toLowerCase();
  if (id === '') fail('no_id', 'No image is chosen. Select one from the list, or fill in the ID.');
  const { wait = false, waitSeconds = 60 } = context.getNodeParameter('options', itemIndex, {}) as Options;
  const record = wait
    ? await waitFor(service, id, { waitMs: waitSeconds * 1000, onPause: () => throwIfCancelled(context) })
    : await service.get(id);
  return { record, wanted: `ID ${id}` };
}

/** The record once it is processed or has failed, or as it is when the time is up. */
async function waitFor(
  service: ImageService,
  id: string,
  { waitMs, onPause }: { readonly waitMs: number; readonly onPause: () => void },
): Promise<ImageRecord | undefined> {
  const end = Date.now() + waitMs;
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(2 * pause, LONGEST_WAIT_MS)) {
    const record = await service.get(id);
    const isOpen = record?.status === 'pending' || record?.status === 'processing';
    if (!isOpen || Date.now() + pause > end) return record;
    onPause();
    await sleep(pause);
  }
}

function textOf(context: IExecuteFunctions, name: string, itemIndex: number): string {
  const text = textParameter(context, name, itemIndex);
  if (text === '')
    fail(
      'nothing_asked',
      `${name === 'url' ? 'URL' : 'Checksum'} is empty. Fill it in, or look for the image by its ID.`,
    );
  return text;
}

function present(context: IExecuteFunctions, record: ImageRecord, itemIndex: number): IDataObject {
  const isSimple = context.getNodeParameter('simplify', itemIndex, true) as boolean;
  return isSimple ? simplifyRecord(record) : { ...record };
}
