import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ItemFailure } from './words/failure';

/** An image that an item brings. */
export type ItemImage =
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'binary';
      readonly field: string;
      readonly filename: string | undefined;
      /** @throws ItemFailure too_many_bytes before anything is read, file_not_found */
      readonly read: () => Promise<Buffer>;
    };

/** Core's own limit, which holds where the node sets none: 100 MiB. */
export const DEFAULT_MAX_BYTES = 100 * 2 ** 20;

interface Wanted {
  /** Where the node is told to look: the URL, the binary fields, or the URL where there is one. */
  readonly input: string;
  readonly url: string;
  /** Names separated by commas; `*` for all. */
  readonly binaryFields: string;
  readonly maxBytes: number | undefined;
}

/** The images of an item, at least one. @throws ItemFailure no_image when it brings none */
export function imagesOfItem(context: IExecuteFunctions, itemIndex: number, wanted: Wanted): ItemImage[] {
  const { input, binaryFields, maxBytes = DEFAULT_MAX_BYTES } = wanted;
  const url = wanted.url.trim();
  if (input === 'url' || (input === 'auto' && url !== '')) {
    if (url === '')
      throw new ItemFailure('no_image', 'The item has no image URL. Fill in URL, or set Image to Binary Data.');
    return [{ kind: 'url', url }];
  }
  const fields = fieldsOf(context, itemIndex, binaryFields);
  if (fields.length === 0)
    throw new ItemFailure(
      'no_image',
      input === 'auto'
        ? 'The item has neither an image URL nor binary data. Fill in URL, or connect a node that gives a file, such as HTTP Request or Read/Write Files.'
        : 'The item has no binary data. Connect a node that gives a file, such as HTTP Request or Read/Write Files.',
    );
  return fields.map((field) => binaryImage(context, { itemIndex, field, maxBytes }));
}

function fieldsOf(context: IExecuteFunctions, itemIndex: number, names: string): string[] {
  const { json, binary } = context.getInputData()[itemIndex]!;
  // Workflows in n8n's combined mode keep binary data among the JSON.
  const present = [...Object.keys(binary ?? {}), ...Object.keys(json).filter((name) => isBinary(json[name]))];
  const wanted = names.split(',').flatMap((name) => name.trim() || []);
  if (wanted.length === 0 || wanted.includes('*')) return present;
  for (const name of wanted)
    if (!present.includes(name))
      throw new ItemFailure(
        'no_image',
        `The item has no binary field “${name}”. ${present.length > 0 ? `It has ${present.map((field) => `“${field}”`).join(', ')}: correct Input Binary Field.` : 'Connect a node that gives a file, such as HTTP Request or Read/Write Files.'}`,
      );
  return wanted;
}

function isBinary(value: unknown): boolean {
  const { mimeType, data } = (value ?? {}) as IDataObject;
  return typeof mimeType === 'string' && typeof data === 'string';
}

function binaryImage(
  context: IExecuteFunctions,
  { itemIndex, field, maxBytes }: { readonly itemIndex: number; readonly field: string; readonly maxBytes: number },
): ItemImage {
  const data = context.helpers.assertBinaryData(itemIndex, field);
  return {
    kind: 'binary',
    field,
    filename: data.fileName,
    read: async () => {
      const name = data.fileName ?? field;
      const bytesize = await sizeOf(context, data, name);
      if (bytesize > maxBytes)
        throw new ItemFailure(
          'too_many_bytes',
          `“${name}” is ${megabytes(bytesize)} large, and the limit is ${megabytes(maxBytes)}.`,
        );
      return context.helpers
        .getBinaryDataBuffer(itemIndex, field)
        .catch((error: unknown) => Promise.reject(gone(name, error)));
    },
  };
}

/** Told before reading: a file of half a gigabyte must not be read to be refused. */
async function sizeOf(context: IExecuteFunctions, data: IBinaryData, name: string): Promise<number> {
  if (data.id === undefined) return Math.floor((data.data.length * 3) / 4);
  try {
    return (await context.helpers.getBinaryMetadata(data.id)).fileSize;
  } catch (error) {
    throw gone(name, error);
  }
}

function gone(name: string, cause: unknown): ItemFailure {
  const failure = new ItemFailure('file_not_found', `The file of “${name}” is not there any more.`);
  failure.cause = cause;
  return failure;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
