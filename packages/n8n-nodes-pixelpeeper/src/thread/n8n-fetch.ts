import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Readable } from 'node:stream';

import type { SentAnswer } from './calls';

/** n8n's `helpers.httpRequest`, with its proxy and its rules for addresses. */
export type HttpRequest = (options: IHttpRequestOptions) => Promise<unknown>;

/** Makes one GET request and reads at most one byte more than `maxBytes`, so that a limit is seen to be passed. Redirects are answers. */
export async function fetchOverN8n(
  httpRequest: HttpRequest,
  url: string,
  { maxBytes, signal }: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<SentAnswer> {
  const answer = (await httpRequest({
    url,
    method: 'GET',
    headers: { accept: 'image/*,*/*;q=0.8', 'accept-encoding': 'identity', 'user-agent': 'PixelPeeper' },
    encoding: 'stream',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
    abortSignal: signal,
  })) as IN8nHttpFullResponse;
  const headers = flatten(answer.headers);
  const isWanted =
    answer.statusCode >= 200 && answer.statusCode < 300 && !(Number(headers['content-length']) > maxBytes);
  const body = answer.body as unknown as Readable; // n8n's type has no word for streams, which `encoding: 'stream'` asks for
  if (!isWanted) body.destroy(); // core tells why by the status and the headers
  return { status: answer.statusCode, headers, body: isWanted ? await readUpTo(body, maxBytes) : new Uint8Array() };
}

async function readUpTo(body: Readable, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytesize = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytesize += chunk.length;
      if (bytesize > maxBytes) break;
    }
  } finally {
    body.destroy();
  }
  return Buffer.concat(chunks).subarray(0, maxBytes + 1);
}

function flatten(headers: IN8nHttpFullResponse['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value == null ? [] : [[name.toLowerCase(), value as string]])),
  );
}
