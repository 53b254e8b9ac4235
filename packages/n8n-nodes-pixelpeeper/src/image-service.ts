import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { apiService } from './api-service';
import type { DuplicateReport, ImageRecord, RecordQuery } from './core-types';
import { storeLocation } from './store-location';
import type { ProcessRequest, SearchRequest, SentImage } from './thread/calls';
import { coreThread, type SearchHost } from './thread/core-thread';

/** What the nodes need of PixelPeeper, wherever it runs. This file is the only one that knows both places. */
export interface ImageService {
  process(image: SentImage, request: ProcessRequest): Promise<ImageRecord>;
  /** The pending record, at once. */
  enqueue(image: SentImage, request: ProcessRequest): Promise<ImageRecord>;
  get(id: string): Promise<ImageRecord | undefined>;
}

/** Core in this n8n, with a store that can be looked through. */
export interface LocalService extends ImageService {
  list(query: RecordQuery): Promise<ImageRecord[]>;
  findByChecksum(checksum: string): Promise<ImageRecord[]>;
  findDuplicates(request: Omit<SearchRequest, 'search'>, host: SearchHost): Promise<DuplicateReport>;
}

export type ServiceContext = IExecuteFunctions | ILoadOptionsFunctions;

/** Whether the node is set to work with the PixelPeeper API. */
export function usesApi(context: ServiceContext): boolean {
  return parameterOf(context, 'runsOn', 'thisN8n') === 'api';
}

/** Where the node is set to run. @throws RemoteError store_unavailable; the errors of getting credentials */
export async function openService(context: ServiceContext): Promise<ImageService> {
  return usesApi(context) ? apiService(context) : openLocalService(context);
}

/** Core in this n8n, with the store that the node is set to. */
export async function openLocalService(context: ServiceContext): Promise<LocalService> {
  const isShared = parameterOf(context, 'store', 'sqlite') === 'postgres';
  const store = storeLocation(isShared ? await context.getCredentials('postgres', 0) : undefined);
  const thread = await coreThread(store, (options) => context.helpers.httpRequest(options));
  return {
    process: (image, request) => thread.call('process', image, request),
    enqueue: (image, request) => thread.call('enqueue', image, request),
    get: (id) => thread.call('get', id),
    list: (query) => thread.call('list', query),
    findByChecksum: (checksum) => thread.call('findByChecksum', checksum),
    findDuplicates: (request, host) => thread.findDuplicates(request, host),
  };
}

/** Where a node runs is set for the node, not for each item. */
function parameterOf(context: ServiceContext, name: string, fallback: string): unknown {
  return 'getInputData' in context
    ? context.getNodeParameter(name, 0, fallback)
    : context.getNodeParameter(name, fallback);
}
