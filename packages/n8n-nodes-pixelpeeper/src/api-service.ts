import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import type { ImageRecord } from './core-types';
import type { ImageService, ServiceContext } from './image-service';
import type { ProcessRequest, SentImage } from './thread/calls';
import { RemoteError } from './thread/remote';

export const API_CREDENTIAL = 'pixelPeeperApi';

/** The hosted API allows an image some 30 s; a little more lets its own answer arrive. */
const API_TIMEOUT_MS = 60_000;

/** PixelPeeper behind its JSON API: `POST /images` with a URL, `GET /images/ID`. */
export async function apiService(context: ServiceContext): Promise<ImageService> {
  const { baseUrl } = await context.getCredentials<{ readonly baseUrl: string }>(API_CREDENTIAL);
  const home = baseUrl.replace(/\/+$/, '');

  const request = async (method: IHttpRequestMethods, path: string, body?: IDataObject): Promise<ImageRecord> => {
    const options = { method, url: `${home}${path}`, json: true, timeout: API_TIMEOUT_MS, ...(body ? { body } : {}) };
    try {
      return (await context.helpers.httpRequestWithAuthentication.call(
        context,
        API_CREDENTIAL,
        options,
      )) as ImageRecord;
    } catch (error) {
      throw refusal(error, home);
    }
  };
  const post = (image: SentImage, { dataset }: ProcessRequest, isAsync: boolean): Promise<ImageRecord> =>
    request('POST', '/images', { url: urlOf(image), async: isAsync, ...(dataset === undefined ? {} : { dataset }) });

  return {
    process: (image, options) => post(image, options, false),
    enqueue: (image, options) => post(image, options, true),
    get: (id) =>
      request('GET', `/images/${encodeURIComponent(id)}`).catch((error: unknown) => {
        if (error instanceof RemoteError && error.code === 'api_not_found') return undefined;
        throw error;
      }),
  };
}

function urlOf(image: SentImage): string {
  if ('url' in image) return image.url;
  throw new RemoteError({
    name: 'ApiError',
    code: 'api_takes_urls',
    message: 'The PixelPeeper API takes URLs, not files. Give the image’s URL, or set Runs On to This n8n.',
  });
}

/** What an HTTP status, or none, means to the user of the API. */
function refusal(error: unknown, home: string): RemoteError {
  const status = statusOf(error);
  const tell = (code: string, message: string): RemoteError => new RemoteError({ name: 'ApiError', code, message });
  if (status === undefined)
    return tell(
      'api_unreachable',
      `The PixelPeeper API at ${home} does not answer. Check the base URL in the credential, or try again later.`,
    );
  if (status === 401 || status === 403)
    return tell(
      'api_token_refused',
      'The PixelPeeper API refuses the token. Check the token in the PixelPeeper API credential.',
    );
  if (status === 404) return tell('api_not_found', 'The PixelPeeper API has no such image. Check the ID.');
  if (status === 429)
    return tell(
      'api_too_many_requests',
      'The PixelPeeper API asks for fewer requests. Wait a moment, or lower Options > Concurrency.',
    );
  if (status >= 500)
    return tell('api_unreachable', `The PixelPeeper API at ${home} has trouble (status ${status}). Try again later.`);
  return tell('api_refused', `The PixelPeeper API refuses the request (status ${status}). Check the URL of the image.`);
}

function statusOf(error: unknown): number | undefined {
  const { httpCode, response } = (error ?? {}) as {
    readonly httpCode?: unknown;
    readonly response?: { readonly status?: unknown };
  };
  const status = Number(httpCode ?? response?.status);
  return Number.isInteger(status) && status >= 100 ? status : undefined;
}
