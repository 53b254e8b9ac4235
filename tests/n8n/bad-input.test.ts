import { rm } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { hostedApi, imageHost, TOKEN, type FarEnd } from './far-end.ts';
import { binaryData, binaryOf, runNode, type NodeName, type NodeRun } from './node-run.ts';
import { openTestFolder, photo } from './test-folder.ts';

const HINT = 'To go on with the other items, set this node’s Settings > On Error to Continue.';

let folder: Awaited<ReturnType<typeof openTestFolder>>;
let host: FarEnd;
let api: FarEnd;
let good: INodeExecutionData;
beforeAll(async () => {
  folder = await openTestFolder();
  host = await imageHost();
  api = await hostedApi();
  good = {
    json: {},
    binary: { data: await binaryOf(await binaryData('default'), await photo('train/object/cups.jpg'), 'cups.jpg') },
  };
});
afterAll(() => Promise.all([folder.close(), host.close(), api.close()]));

/** What a person reads: the headline and, beneath it, what to do; the number of the item; and what goes on instead. */
async function told(
  name: NodeName,
  item: INodeExecutionData,
  run: Omit<NodeRun, 'items'> = {},
): Promise<{ message: string; description: string; line: unknown; code: unknown }> {
  const stopped = await runNode(name, { ...run, items: [good, item] });
  expect(stopped.error?.itemIndex).toBe(1);
  const { outputs } = await runNode(name, { ...run, items: [good, item], onError: 'continueRegularOutput' });
  const failed = outputs[0]!.find(({ json }) => json['error'] !== undefined);
  expect(failed?.pairedItem).toEqual({ item: 1 });
  return {
    message: stopped.error!.message,
    description: stopped.error!.description!.replace(` ${HINT}`, ''),
    line: failed!.json['error'],
    code: failed!.json['error_code'],
  };
}

describe('an item that holds no image', () => {
  it('but text in a binary field', async () => {
    const data = await binaryOf(await binaryData('default'), Buffer.from('Dear Sir or Madam, ...'), 'letter.jpg');
    expect(await told('processImage', { json: {}, binary: { data } })).toMatchInlineSnapshot(`
     {
       "code": "not_an_image",
       "description": "The file holds something else, such as text or a web page. Open the binary field of the node before to see what it is; for an address, open it in a browser.",
       "line": "This is not an image. The file holds something else, such as text or a web page. Open the binary field of the node before to see what it is; for an address, open it in a browser.",
       "message": "This is not an image.",
     }
    `);
  });

  it('but a web page at the URL', async () => {
    expect(await told('processImage', { json: { url: `${host.url}/page` } })).toMatchInlineSnapshot(`
     {
       "code": "not_an_image",
       "description": "The file holds something else, such as text or a web page. Open the binary field of the node before to see what it is; for an address, open it in a browser.",
       "line": "This is a web page (HTML), not an image. The file holds something else, such as text or a web page. Open the binary field of the node before to see what it is; for an address, open it in a browser.",
       "message": "This is a web page (HTML), not an image.",
     }
    `);
  });

  it('neither URL nor file', async () => {
    expect(await told('processImage', { json: {} })).toMatchInlineSnapshot(`
     {
       "code": "no_image",
       "description": "Fill in URL, or connect a node that gives a file, such as HTTP Request or Read/Write Files.",
       "line": "The item has neither an image URL nor binary data. Fill in URL, or connect a node that gives a file, such as HTTP Request or Read/Write Files.",
       "message": "The item has neither an image URL nor binary data.",
     }
    `);
  });

  it('in the field that is named', async () => {
    expect(
      await told(
        'processImage',
        { json: {}, binary: { attachment: good.binary!['data']! } },
        { parameters: { binaryFields: 'data' } },
      ),
    ).toMatchInlineSnapshot(`
     {
       "code": "no_image",
       "description": "It has “attachment”: correct Input Binary Field.",
       "line": "The item has no binary field “data”. It has “attachment”: correct Input Binary Field.",
       "message": "The item has no binary field “data”.",
     }
    `);
  });
});

describe('an image that is not there', () => {
  it('since its URL has expired', async () => {
    const { message, ...rest } = await told('processImage', { json: { url: `${host.url}/expired` } });
    expect(message.replace(host.url, 'HOST')).toMatchInlineSnapshot(`"HOST/expired answered with HTTP status 403."`);
    expect({ ...rest, line: String(rest.line).replace(host.url, 'HOST') }).toMatchInlineSnapshot(`
     {
       "code": "http_status",
       "description": "The link may have expired or need a login. Get a fresh link, or download the image with an HTTP Request node and use its binary field.",
       "line": "HOST/expired answered with HTTP status 403. The link may have expired or need a login. Get a fresh link, or download the image with an HTTP Request node and use its binary field.",
     }
    `);
  });

  it('since its binary data were deleted', async () => {
    const service = await binaryData('filesystem-v2');
    const data = await binaryOf(service, await photo('train/object/cups.jpg'), 'cups.jpg');
    await rm((service as unknown as { getPath(id: string): string }).getPath(data.id!));
    expect(await told('processImage', { json: {}, binary: { data } })).toMatchInlineSnapshot(`
     {
       "code": "file_not_found",
       "description": "Run the workflow from the node that makes it.",
       "line": "The file of “cups.jpg” is not there any more. Run the workflow from the node that makes it.",
       "message": "The file of “cups.jpg” is not there any more.",
     }
    `);
  });
});

describe('an image that is too large', () => {
  it('as a file of 500 MB, which is not read', async () => {
    const service = await binaryData('database');
    const data = await binaryOf(service, Buffer.alloc(500 * 2 ** 20), 'huge.tif');
    expect(await told('processImage', { json: {}, binary: { data } })).toMatchInlineSnapshot(`
     {
       "code": "too_many_bytes",
       "description": "Raise Options > Maximum File Size, or use a smaller copy of the image.",
       "line": "“huge.tif” is 500 MB large, and the limit is 100 MB. Raise Options > Maximum File Size, or use a smaller copy of the image.",
       "message": "“huge.tif” is 500 MB large, and the limit is 100 MB.",
     }
    `);
  });

  it('at a URL', async () => {
    const { message } = await told('processImage', { json: { url: `${host.url}/huge` } });
    expect(message.replace(host.url, 'HOST')).toMatchInlineSnapshot(`"“HOST/huge” is larger than 104857600 bytes."`);
  });

  it('in pixels', async () => {
    expect(
      await told(
        'processImage',
        { json: { url: `${host.url}/train/object/coffee.png` } },
        { parameters: { options: { maxMegapixels: '={{ $itemIndex === 1 ? 0.05 : 100 }}' } } },
      ),
    ).toMatchInlineSnapshot(`
     {
       "code": "too_many_pixels",
       "description": "Raise Options > Maximum Megapixels, or use a smaller copy of the image.",
       "line": "The picture has 300 x 200 pixels, more than the limit of 50000. Raise Options > Maximum Megapixels, or use a smaller copy of the image.",
       "message": "The picture has 300 x 200 pixels, more than the limit of 50000.",
     }
    `);
  });
});

describe('the API', () => {
  const run = (baseUrl: string, token: string): Omit<NodeRun, 'items'> => ({
    credentials: { pixelPeeperApi: { baseUrl, token } },
    parameters: { runsOn: 'api', input: 'url', url: 'https://example.com/a.jpg' },
  });
  const sayingOf = async (options: NodeRun): Promise<unknown> => {
    const { error } = await runNode('processImage', options);
    return [error!.message.replace(/127.0.0.1:\d+/, 'HOST'), error!.description!.replace(` ${HINT}`, '')];
  };

  it('refuses a wrong token', async () => {
    expect(await sayingOf(run(api.url, 'wrong'))).toMatchInlineSnapshot(`
     [
       "The PixelPeeper API refuses the token.",
       "Check the token in the PixelPeeper API credential.",
     ]
    `);
  });

  it('is down', async () => {
    expect(await sayingOf(run('http://127.0.0.1:9/v1', TOKEN))).toMatchInlineSnapshot(`
     [
       "The PixelPeeper API at http://HOST/v1 does not answer.",
       "Check the base URL in the credential, or try again later.",
     ]
    `);
  });

  it('takes no files', async () => {
    const options = run(api.url, TOKEN);
    const parameters = { ...options.parameters, input: 'binary' };
    expect(await sayingOf({ ...options, parameters, items: [good] })).toMatchInlineSnapshot(`
     [
       "The PixelPeeper API takes URLs, not files.",
       "Give the image’s URL, or set Runs On to This n8n.",
     ]
    `);
  });
});

describe('the store', () => {
  it('is a PostgreSQL that is down', async () => {
    const postgres = {
      host: '127.0.0.1',
      port: 9,
      database: 'images',
      user: 'n8n',
      password: 'secret',
      ssl: 'disable',
    };
    const { error } = await runNode('processImage', {
      items: [good],
      credentials: { postgres },
      parameters: { store: 'postgres' },
    });
    expect([error!.message, error!.description!.replace(` ${HINT}`, '')]).toMatchInlineSnapshot(`
     [
       "postgres://n8n@127.0.0.1:9/images does not answer: nothing listens there.",
       "Check the database in the PostgreSQL credential, or set Store to SQLite.",
     ]
    `);
  });

  it('knows no image with an ID, a checksum or a URL', async () => {
    const say = async (parameters: Record<string, never>): Promise<unknown> =>
      (await runNode('getImage', { parameters })).error?.message;
    expect([
      await say({ imageId: { __rl: true, mode: 'id', value: '01hqb8gcpef1y8fbp560hyjc1x' } } as never),
      await say({ by: 'checksum', checksum: 'ab'.repeat(32) } as never),
      await say({ by: 'checksum', checksum: 'abc' } as never),
      await say({ by: 'url', url: 'https://example.com/a.jpg' } as never),
    ]).toMatchInlineSnapshot(`
     [
       "There is no image with the ID 01hqb8gcpef1y8fbp560hyjc1x.",
       "There is no image with the checksum abababababababababababababababababababababababababababababababab.",
       "“abc” is not a checksum.",
       "There is no image with the URL https://example.com/a.jpg.",
     ]
    `);
  });
});

describe('a computer without Perl', () => {
  it('still reads the metadata', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    try {
      process.env['N8N_USER_FOLDER'] = `${folder.path}/without-perl`;
      const { outputs } = await runNode('processImage', { items: [good] });
      expect(outputs[0]![0]!.json).toMatchObject({ status: 'processed', camera: 'Sony NEX-3N' });
    } finally {
      process.env['PATH'] = path;
      process.env['N8N_USER_FOLDER'] = folder.path;
    }
  });
});
