import type { CatalogFile } from '../packages/core/src/catalog/catalog-file.ts';

/** A catalog file as JSON with a line an entry, so that changes can be read. */
export function formatCatalog({ source, licence, cameras, lenses }: CatalogFile): string {
  const lines = (entries: readonly object[]): string => entries.map((entry) => JSON.stringify(entry)).join(',\n');
  const head = `"source":${JSON.stringify(source)},\n"licence":${JSON.stringify(licence)}`;
  return `{${head},\n"cameras":[\n${lines(cameras)}\n],\n"lenses":[\n${lines(lenses)}\n]}\n`;
}
