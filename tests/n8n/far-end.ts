// The network's far end, on loopback: a host of images, and the hosted API's two endpoints as they are documented.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FarEnd {
  readonly url: string;
  /** Method and path of every request. */
  readonly requests: string[];
  /** Parsed bodies of the POST requests. */
  readonly bodies: unknown[];
  close(): Promise<void>;
}

export const TOKEN = 'y1MV6EeJJ8jrPVVj';

async function listen(answer: RequestListener): Promise<FarEnd> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    bodies: [],
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Serves examples/dataset; `/expired` is refused, `/moved/…` redirects, `/page` is a web page, `/slow` never ends, `/huge` says that it is 500 MB. */
export async function imageHost(): Promise<FarEnd> {
  return listen((request, response) => {
    const path = request.url!;
    if (path === '/expired') return void response.writeHead(403).end('<Error>Request has expired</Error>');
    if (path === '/page')
      return void response.writeHead(200, { 'content-type': 'image/jpeg' }).end('<html>Please log in</html>');
    if (path === '/slow') return void response.writeHead(200).write('x');
    if (path === '/huge') return void response.writeHead(200, { 'content-length': `${500 * 2 ** 20}` }).write('x');
    if (path.startsWith('/moved')) return void response.writeHead(302, { location: path.slice('/moved'.length) }).end();
    readFile(new URL(`../../examples/dataset${path}`, import.meta.url)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
}

/** The hosted API: `POST /v1/images`, `GET /v1/images/ID`, Bearer tokens. Images are pending until they were asked for once. */
export async function hostedApi(): Promise<FarEnd> {
  const images = new Map<string, { asked: number; url: string }>();
  const bodies: unknown[] = [];
  const record = (id: string, url: string, status: string): object => ({
    id,
    status,
    checksum: status === 'processed' ? 'ab'.repeat(32) : null,
    filename: 'photo.jpg',
    bytesize: 835206,
    content_type: 'image/jpeg',
    width: 1500,
    height: 1000,
    url,
    final_url: url,
    dhash: '78fcfc7dbead3933',
    phash: '4600ff4e31ff308d',
    error: null,
    completed_at: null,
    created_at: '2024-02-23 15:14:26 UTC',
    updated_at: '2024-02-23 15:14:26 UTC',
    metadata: { EXIF: { Model: 'ILCE-7M2' } },
    camera: { name: 'a7 II', make: 'Sony', slug: 'a7ii', has_photo: true, image_url: null, make_slug: 'sony' },
    lens: null,
  });
  const server = await listen((request, response) => {
    const send = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      send(401, { error: 'Unauthorized' });
      return;
    }
    if (request.method === 'POST' && request.url === '/v1/images')
      return void bodyOf(request).then((body) => {
        bodies.push(body);
        const id = `01hqb8gcpef1y8fbp560hyjc${String(images.size).padStart(2, '0')}`;
        images.set(id, { asked: 0, url: body.url });
        send(201, record(id, body.url, body.async ? 'pending' : 'processed'));
      });
    const image = images.get(request.url!.replace('/v1/images/', ''));
    if (!image) {
      send(404, { error: 'Not found' });
      return;
    }
    send(200, record(request.url!.slice(-26), image.url, image.asked++ === 0 ? 'pending' : 'processed'));
  });
  return { ...server, url: `${server.url}/v1`, bodies };
}

async function bodyOf(request: IncomingMessage): Promise<{ url: string; async: boolean }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as { url: string; async: boolean };
}
