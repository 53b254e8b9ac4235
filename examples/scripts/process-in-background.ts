// Accepts images, gives their ids at once and asks for the finished records later: node process-in-background.ts STORE IMAGE...
import { PixelPeeper } from '@pixelpeeper/core';

const [store, ...images] = process.argv.slice(2);
await using pixelpeeper = await PixelPeeper.open({ store });

const accepted = await pixelpeeper.enqueue(images, { dataset: 'holiday' });
for (const { id, status } of accepted) console.log(id, status);

await pixelpeeper.idle();
for (const { id } of accepted) {
  const record = await pixelpeeper.get(id);
  console.log(id, record?.status, record?.camera?.name ?? 'unknown camera');
}
