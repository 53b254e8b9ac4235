// The thread in which core runs, so that no picture, however large, holds up n8n. It has n8n make its requests and read its binary data.
import { parentPort, workerData } from 'node:worker_threads';

import {
  parseAllowList,
  PixelPeeper,
  type FetchFunction,
  type ImageSource,
  type ProcessOptions,
  type SourceItem,
  type StoredImages,
} from '#core';

import type {
  ComparedImage,
  CoreCalls,
  CoreStart,
  HostCalls,
  ImageLimits,
  ProcessRequest,
  SearchRequest,
  SentImage,
} from './calls.js';
import { joinRemote } from './remote.js';

const { store } = workerData as CoreStart;
const searches = new Map<number, AbortController>();
let requests = 0;

const host = joinRemote<HostCalls, CoreCalls>(parentPort!, {
  open: async () => {
    await opened;
  },
  process: async (image, request) => (await opened).process(sourceOf(image), optionsOf(request)),
  enqueue: async (image, request) => (await (await opened).enqueue([sourceOf(image)], optionsOf(request)))[0]!,
  get: async (id) => (await opened).get(id),
  list: async (query) => (await opened).list(query),
  findByChecksum: async (checksum) => (await opened).findByChecksum(checksum),
  findDuplicates: async (request) => findDuplicates(await opened, request),
  cancel: (search) => searches.get(search)?.abort(),
  close: async () => (await opened).close(),
});

/** n8n's own client: its proxy and its rules for addresses hold. The limits are core's. */
const fetchByHost: FetchFunction = async (url, { signal, maxBytes }) => {
  const request = ++requests;
  const abort = (): void => void host.call('abortFetch', request);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return { ...(await host.call('fetch', request, url, maxBytes)), url };
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

const opened = PixelPeeper.open({ store, fetch: { fetch: fetchByHost, allowFiles: false } });
opened.catch(() => undefined); // told to whoever calls

function sourceOf(image: SentImage): ImageSource {
  return 'url' in image ? image.url : image;
}

function limitsOf({ maxBytes, timeoutMs, maxPixels }: ImageLimits): Pick<ProcessOptions, 'fetch' | 'decode'> {
  return {
    fetch: { ...(maxBytes === undefined ? {} : { maxBytes }), ...(timeoutMs === undefined ? {} : { timeoutMs }) },
    decode: maxPixels === undefined ? {} : { maxPixels },
  };
}

function optionsOf({ dataset, metadata, strip, ...limits }: ProcessRequest): ProcessOptions {
  return { dataset, metadata, strip, ...limitsOf(limits) };
}

async function findDuplicates(
  pixelpeeper: PixelPeeper,
  request: SearchRequest,
): ReturnType<CoreCalls['findDuplicates']> {
  const { search, images, stored, among, sensitivity, allow } = request;
  const stop = new AbortController();
  searches.set(search, stop);
  try {
    const { report } = await pixelpeeper.findDuplicates(compared(search, images), {
      ...limitsOf(request),
      sensitivity,
      among,
      stored: stored ? storedImages(stored) : undefined,
      allow: allow === undefined ? undefined : parseAllowList(allow, new Date()),
      signal: stop.signal,
      onProgress: (progress) => void host.call('progress', search, progress),
    });
    return report;
  } finally {
    searches.delete(search);
  }
}

// Core takes its items as they come.
// eslint-disable-next-line @typescript-eslint/require-await
async function* compared(search: number, images: readonly ComparedImage[]): AsyncGenerator<SourceItem> {
  for (const { source, url, checksum } of images) {
    const location = url ?? { read: () => host.call('read', search, source) };
    yield { source, location, checksum, split: null };
  }
}

/** Records of the dataset that is asked for, less those that are compared themselves. */
function storedImages({ dataset, except }: NonNullable<SearchRequest['stored']>): StoredImages {
  const left = new Set(except);
  return { dataset, nameOf: ({ id }) => (left.has(id) ? undefined : `record:${id}`) };
}
