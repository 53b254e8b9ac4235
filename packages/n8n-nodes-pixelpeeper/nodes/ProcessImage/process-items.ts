import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { throwIfCancelled } from '../../src/cancellation';
import type { ImageRecord, StripKind } from '../../src/core-types';
import { openService, type ImageService } from '../../src/image-service';
import { imagesOfItem, type ItemImage } from '../../src/item-images';
import { mapItems } from '../../src/map-items';
import { limitsOf } from '../../src/parameters';
import { createProgressLog } from '../../src/progress-log';
import { warnOfQueueMode } from '../../src/queue-mode';
import { keepParts, needsMetadata, PARTS, simplifyRecord, type Part } from '../../src/simplify-record';
import { textParameter } from '../../src/text-parameter';
import type { SentImage } from '../../src/thread/calls';
import { failedItem } from '../../src/words/failed-item';
import { fail } from '../../src/words/failure';

interface Options {
  readonly compute?: readonly Part[];
  readonly concurrency?: number;
  readonly dataset?: string;
  readonly keepBinary?: boolean;
  readonly maxMegabytes?: number;
  readonly maxMegapixels?: number;
  readonly timeoutSeconds?: number;
  readonly strip?: readonly StripKind[];
}

const DEFAULT_CONCURRENCY = 4;

/** An item for every image of the items, in order. */
export async function processItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
  const items = context.getInputData();
  const { concurrency = DEFAULT_CONCURRENCY } = context.getNodeParameter('options', 0, {}) as Options;
  const log = createProgressLog(context.logger, context.getNode().name);
  const service = openService(context);
  service.catch(() => undefined); // told to each item
  warnOfQueueMode(context);
  let done = 0;
  const results = await mapItems(
    items.length,
    { concurrency, onNext: () => throwIfCancelled(context) },
    async (index) => {
      const result = await processItem(context, service, index);
      log(`${++done} of ${items.length} items processed`);
      return result;
    },
  );
  return results.flat();
}

async function processItem(
  context: IExecuteFunctions,
  service: Promise<ImageService>,
  itemIndex: number,
): Promise<INodeExecutionData[]> {
  try {
    const opened = await service;
    const options = context.getNodeParameter('options', itemIndex, {}) as Options;
    const images = imagesOfItem(context, itemIndex, {
      input: context.getNodeParameter('input', itemIndex) as string,
      url: textParameter(context, 'url', itemIndex),
      binaryFields: context.getNodeParameter('binaryFields', itemIndex, '*') as string,
      maxBytes: limitsOf(options).maxBytes,
    });
    const results: INodeExecutionData[] = [];
    for (const image of images) results.push(await processOne(context, opened, { image, itemIndex, options }));
    return results;
  } catch (error) {
    return [failedItem(context, error, itemIndex)];
  }
}

interface Work {
  readonly image: ItemImage;
  readonly itemIndex: number;
  readonly options: Options;
}

async function processOne(
  context: IExecuteFunctions,
  service: ImageService,
  { image, itemIndex, options }: Work,
): Promise<INodeExecutionData> {
  const { compute = PARTS, dataset, strip } = options;
  const isBackground = context.getNodeParameter('mode', itemIndex) === 'background';
  try {
    const request = { ...limitsOf(options), dataset: dataset || undefined, strip, metadata: needsMetadata(compute) };
    const record = await service[isBackground ? 'enqueue' : 'process'](await send(image), request);
    if (record.error) fail(record.error.code, record.error.message);
    return { ...present(context, record, { itemIndex, compute }), ...binaryOf(context, itemIndex, options) };
  } catch (error) {
    const failed = failedItem(context, error, itemIndex);
    return image.kind === 'binary' ? { ...failed, json: { ...failed.json, field: image.field } } : failed;
  }
}

async function send(image: ItemImage): Promise<SentImage> {
  return image.kind === 'url' ? { url: image.url } : { bytes: await image.read(), filename: image.filename };
}

function present(
  context: IExecuteFunctions,
  record: ImageRecord,
  { itemIndex, compute }: { readonly itemIndex: number; readonly compute: readonly Part[] },
): INodeExecutionData {
  const isSimple = context.getNodeParameter('simplify', itemIndex, true) as boolean;
  const json: IDataObject = isSimple ? simplifyRecord(record) : keepParts(record, compute);
  return { json, pairedItem: { item: itemIndex } };
}

function binaryOf(
  context: IExecuteFunctions,
  itemIndex: number,
  { keepBinary }: Options,
): Pick<INodeExecutionData, 'binary'> {
  const { binary } = context.getInputData()[itemIndex]!;
  return keepBinary && binary ? { binary } : {};
}
