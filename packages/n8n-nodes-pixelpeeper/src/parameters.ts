import type { INodeProperties } from 'n8n-workflow';

/** Where a node runs and keeps its records. */
export const RUNS_ON: INodeProperties = {
  displayName: 'Runs On',
  name: 'runsOn',
  type: 'options',
  noDataExpression: true,
  options: [
    {
      name: 'PixelPeeper API',
      value: 'api',
      description: 'The images are fetched and processed by a PixelPeeper server',
    },
    { name: 'This n8n', value: 'thisN8n', description: 'The images stay on this computer' },
  ],
  default: 'thisN8n',
};

export const STORE: INodeProperties = {
  displayName: 'Store',
  name: 'store',
  type: 'options',
  noDataExpression: true,
  options: [
    { name: 'PostgreSQL', value: 'postgres', description: 'Shared by all of n8n’s workers, which queue mode needs' },
    { name: 'SQLite File in n8n’s Folder', value: 'sqlite', description: 'Needs no setting up' },
  ],
  default: 'sqlite',
  description: 'Where records and fingerprints of images are kept',
};

export const STORE_OF_THIS_N8N: INodeProperties = { ...STORE, displayOptions: { show: { runsOn: ['thisN8n'] } } };

/** Where an item's image is. */
export const INPUT: INodeProperties = {
  displayName: 'Image',
  name: 'input',
  type: 'options',
  options: [
    { name: 'Binary Data', value: 'binary', description: 'The files of the item' },
    { name: 'URL', value: 'url', description: 'The address of an image' },
    { name: 'URL or Binary Data', value: 'auto', description: 'The URL where the item has one, else its files' },
  ],
  default: 'auto',
  description: 'Where the image of each item is',
};

export const URL_OF_IMAGE: INodeProperties = {
  displayName: 'URL',
  name: 'url',
  type: 'string',
  default: '={{ $json.url }}',
  placeholder: 'e.g. https://example.com/photo.jpg',
  description: 'Address of the image, http:// or https://',
  displayOptions: { show: { input: ['auto', 'url'] } },
};

export const DATASET: INodeProperties = {
  displayName: 'Dataset',
  name: 'dataset',
  type: 'string',
  default: '',
  placeholder: 'e.g. product-photos',
  description: 'Name under which the records belong together',
};

export const SIMPLIFY: INodeProperties = {
  displayName: 'Simplify',
  name: 'simplify',
  type: 'boolean',
  default: true,
  description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Limits of an image. */
export const LIMITS: readonly INodeProperties[] = [
  {
    displayName: 'Maximum File Size (MB)',
    name: 'maxMegabytes',
    type: 'number',
    default: 100,
    typeOptions: { minValue: 1 },
    description: 'Larger files are refused',
  },
  {
    displayName: 'Maximum Megapixels',
    name: 'maxMegapixels',
    type: 'number',
    default: 200,
    typeOptions: { minValue: 1 },
    description: 'Pictures with more pixels are refused before they are decoded',
  },
  {
    displayName: 'Timeout (Seconds)',
    name: 'timeoutSeconds',
    type: 'number',
    default: 30,
    typeOptions: { minValue: 1 },
    description: 'How long one image may take to arrive',
  },
];

/** The options of LIMITS as core takes them. */
export function limitsOf(options: {
  readonly maxMegabytes?: number;
  readonly maxMegapixels?: number;
  readonly timeoutSeconds?: number;
}): { maxBytes: number | undefined; maxPixels: number | undefined; timeoutMs: number | undefined } {
  const { maxMegabytes, maxMegapixels, timeoutSeconds } = options;
  return {
    maxBytes: maxMegabytes && maxMegabytes * 2 ** 20,
    maxPixels: maxMegapixels && maxMegapixels * 1_000_000,
    timeoutMs: timeoutSeconds && timeoutSeconds * 1000,
  };
}
