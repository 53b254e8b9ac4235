import { parentPort } from 'node:worker_threads';

import { readJpeg, type JpegRequest } from './read-jpeg.ts';

// A worker thread of jpeg-reader.ts: answers each batch of requests with what readJpeg says of them.
parentPort!.on('message', (requests: readonly JpegRequest[]) => parentPort!.postMessage(requests.map(readJpeg)));
