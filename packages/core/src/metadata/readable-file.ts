import { realpath } from 'node:fs/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives `use` a path that ExifTool can be trusted with: the file itself (links resolved) when it has one and its name holds no line break,
 * else a private copy of the bytes that is gone afterwards.
 */
export async function withReadableFile<T>(
  image: { readonly path: string | null; readonly bytes: Uint8Array },
  use: (path: string) => Promise<T>,
): Promise<T> {
  if (image.path !== null) {
    const path = await realpath(image.path);
    if (!/[\r\n\0]/.test(path)) return use(path);
  }
  const folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-'));
  try {
    const path = join(folder, 'image');
    await writeFile(path, image.bytes, { mode: 0o600 });
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
