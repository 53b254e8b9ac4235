import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { imagesOfItem, type ItemImage } from '../../src/item-images';
import { textParameter } from '../../src/text-parameter';
import { ItemFailure } from '../../src/words/failure';
import type { ComparedImage } from '../../src/thread/calls';

/** An item's image: a file or URL, or a record of Process Image, whose fingerprint is in the store. */
export interface ComparedItem {
  readonly image: ComparedImage;
  /** The record's id, when the item is one. */
  readonly recordId: string | undefined;
  /** What people call it: its URL, its file's name. */
  readonly name: string;
  readonly read: () => Promise<Uint8Array>;
}

/** What an image is called in core's report. */
export function sourceOfItem(itemIndex: number): string {
  return `item:${itemIndex}`;
}

/** The number of the item that a source names, or undefined when it is a stored record. */
export function itemOfSource(source: string): number | undefined {
  return source.startsWith('item:') ? Number(source.slice('item:'.length)) : undefined;
}

/** The image of an item. @throws ItemFailure no_image */
export function comparedItem(
  context: IExecuteFunctions,
  itemIndex: number,
  maxBytes: number | undefined,
): ComparedItem {
  const input = context.getNodeParameter('input', itemIndex) as string;
  const source = sourceOfItem(itemIndex);
  const { json } = context.getInputData()[itemIndex]!;
  const record = input === 'auto' ? recordOf(json) : undefined;
  if (record) {
    const { id, checksum, url } = record;
    return { image: { source, checksum, url }, recordId: id, name: url ?? nameIn(json) ?? id, read: () => notKept(id) };
  }
  const image = imagesOfItem(context, itemIndex, {
    input,
    url: textParameter(context, 'url', itemIndex),
    binaryFields: context.getNodeParameter('binaryField', itemIndex, '') as string,
    maxBytes,
  })[0]!;
  return { ...compared(image, source), recordId: undefined };
}

function compared(image: ItemImage, source: string): Omit<ComparedItem, 'recordId'> {
  if (image.kind === 'url')
    return { image: { source, url: image.url }, name: image.url, read: () => notKept(image.url) };
  return { image: { source }, name: image.filename ?? image.field, read: image.read };
}

/** A record as Process Image gives it, simplified or whole. */
function recordOf({
  id,
  checksum,
  url,
}: IDataObject): { id: string; checksum: string; url: string | undefined } | undefined {
  const isRecord =
    typeof id === 'string' &&
    /^[0-9a-z]{26}$/i.test(id) &&
    typeof checksum === 'string' &&
    /^[0-9a-f]{64}$/.test(checksum);
  if (!isRecord) return undefined;
  return { id, checksum, url: typeof url === 'string' && /^https?:/i.test(url) ? url : undefined };
}

function nameIn({ filename }: IDataObject): string | undefined {
  return typeof filename === 'string' ? filename : undefined;
}

function notKept(name: string): Promise<never> {
  return Promise.reject(
    new ItemFailure(
      'file_not_found',
      `The store knows no fingerprint of “${name}”, and its file is not kept. Process the image with this node’s store, or give its URL or binary data.`,
    ),
  );
}
