// Prints the record of one image: node process-url.ts https://example.com/photo.jpg [ALLOWED_HOST]
import { PixelPeeper } from '@pixelpeeper/core';

const [url, allowedHost] = process.argv.slice(2);
if (url === undefined) throw new TypeError('Expected the URL of an image');

await using pixelpeeper = await PixelPeeper.open({
  fetch: { allowedHosts: allowedHost === undefined ? [] : [allowedHost] },
});
const record = await pixelpeeper.process(url);
console.log(JSON.stringify(record, null, 2));
