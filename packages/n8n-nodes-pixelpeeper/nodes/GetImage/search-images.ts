import { UserError, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';

import type { ImageRecord } from '../../src/core-types';
import { openLocalService, usesApi } from '../../src/image-service';

/** Records of one part of the list. */
const PAGE = 50;

/** The images that were processed last, those whose filename or URL holds the filter alone. */
export async function searchImages(
  this: ILoadOptionsFunctions,
  filter?: string,
  paginationToken?: string,
): Promise<INodeListSearchResult> {
  if (usesApi(this)) throw new UserError('The PixelPeeper API has no list of images. Choose By ID and fill in the ID.');
  const service = await openLocalService(this);
  const records = await service.list({ text: filter || undefined, before: paginationToken, limit: PAGE });
  const last = records.at(-1);
  return {
    results: records.map((record) => ({
      name: nameOf(record),
      value: record.id,
      ...(record.url === null ? {} : { url: record.url }),
    })),
    ...(last && records.length === PAGE ? { paginationToken: last.id } : {}),
  };
}

function nameOf({ filename, url, id, created_at, status }: ImageRecord): string {
  const state = status === 'processed' ? '' : `, ${status}`;
  return `${filename ?? url ?? id} (${created_at.slice(0, 16)}${state})`;
}
