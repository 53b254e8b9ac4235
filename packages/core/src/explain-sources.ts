import { Readable } from 'node:stream';

import { readSources, type ReadSourcesOptions } from './dataset/read-sources.ts';
import { explainPair } from './duplicates/explain-pair.ts';
import type { PairExplanation } from './duplicates/pair-explanation.ts';
import type { UnreadableSource } from './duplicates/report-types.ts';
import { SENSITIVITY_RULES } from './duplicates/sensitivity-rules.ts';
import type { Sensitivity } from './duplicates/sensitivity.ts';
import { createPixelReader } from './pixel-reader.ts';
import { scanImages } from './scan/scan-images.ts';
import type { SearchTools } from './search-duplicates.ts';
import { showImage } from './show-image.ts';

export interface ExplainOptions extends Partial<ReadSourcesOptions> {
  /** How hard copies are looked for. Default balanced. */
  readonly sensitivity?: Sensitivity | undefined;
  /** Whether small pictures are made, for people to look at. Default false. */
  readonly show?: boolean | undefined;
}

export interface ExplainedPair {
  /** Null where one of the images could not be read. */
  readonly explanation: PairExplanation | null;
  readonly unreadable: readonly UnreadableSource[];
  /** Small pictures as data: URIs, by source; empty unless `show` was asked for. */
  readonly pictures: ReadonlyMap<string, string>;
}

/**
 * Reads two images and says why they are a match, or are none.
 * @throws TypeError where the sources are not two images.
 */
export async function explainSources(
  sources: readonly [string, string],
  tools: SearchTools,
  { cwd = process.cwd(), stdin, signal, sensitivity = 'balanced', show = false }: ExplainOptions = {},
): Promise<ExplainedPair> {
  const items = await Array.fromAsync(readSources(sources, { cwd, stdin, signal }));
  if (items.length !== 2) throw new TypeError(`Expected two images to explain, got \`${items.length}\``);
  const { detail } = SENSITIVITY_RULES[sensitivity];
  const { images, unreadable } = await scanImages(Readable.from(items), { ...tools, detail, signal });
  const locations = new Map(
    items.flatMap((item) => ('location' in item ? [[item.source, item.location] as const] : [])),
  );
  // A scan gives images in the order in which they were read.
  const [a, b] = items.flatMap(({ source }) => images.find((image) => image.source === source) ?? []);
  if (!a || !b) return { explanation: null, unreadable, pictures: new Map() };
  const pixelChecksum = createPixelReader(locations, tools, signal);
  const explanation = await explainPair(a, b, { sensitivity, pixelChecksum });
  const shown = show
    ? await Promise.all(
        [...locations].map(async ([source, location]) => {
          const { picture } = await showImage(location, { fetch: tools.fetch, signal });
          return picture === null ? [] : [[source, picture] as const];
        }),
      )
    : [];
  return { explanation, unreadable, pictures: new Map(shown.flat()) };
}
