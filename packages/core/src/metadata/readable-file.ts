import { lstat, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives `use` a path that ExifTool can be trusted with: the file itself (links resolved) when it is still there and its name holds no
 * line break, else a private copy of the bytes that is gone afterwards. The copy keeps the ending of the name: ExifTool tries that kind of
 * file first, so that a raw file is told from the TIFF that it is too.
 */
export async function withReadableFile<T>(
  image: { readonly path: string | null; readonly filename?: string | null; readonly bytes: Uint8Array },
  use: (path: string) => Promise<T>,
): Promise<T> {
  const own = image.path === null ? undefined : await safePath(image.path);
  if (own !== undefined) return use(own);
  const folder = await mkdtemp(join(tmpdir(), 'pixelpeeper-'));
  try {
    const path = join(folder, `image${fileEnding(image.filename ?? image.path ?? '')}`);
    await writeFile(path, image.bytes, { mode: 0o600 });
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The ending of a file's name, ".jpg", when it is a plain one; else "". */
export function fileEnding(name: string): string {
  return /\.[a-z\d]{1,10}$/i.exec(name)?.[0] ?? '';
}

async function safePath(path: string): Promise<string | undefined> {
  try {
    const target = await realpath(path);
    return !/[\r\n\0]/.test(target) && (await lstat(target)).isFile() ? target : undefined;
  } catch {
    return undefined; // moved or removed since it was read
  }
}
