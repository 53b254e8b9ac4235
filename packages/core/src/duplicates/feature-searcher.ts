import { wasm } from '../kernels/feature-index.wasm.ts';
import { instantiateShared } from '../kernels/instantiate-shared.ts';
import type { FeatureMemory } from './feature-memory.ts';
import { FOUND_BYTES } from './found-candidates.ts';

/** One thread's part in a search. */
export interface FeatureSearcher {
  /** Fills a table of the index, once all records stand in the memory. */
  readonly build: (table: 0 | 1) => void;
  /** Candidates of some images, FOUND_BYTES each. */
  readonly search: (part: SearchPart) => Uint8Array;
}

export interface SearchPart {
  readonly from: number;
  readonly to: number;
  /** How many images of the index each is compared with: the first ones. Undefined: those before it. */
  readonly limit?: number | undefined;
}

/** What kernels/feature-index.ts exports. */
interface FeatureKernel {
  open(layout: number, scratch: number): void;
  build(table: number): void;
  search(image: number, limit: number): number;
}

/** Takes the next scratch of the memory. */
export function startFeatureSearcher({ shared, layout, scratches, taken }: FeatureMemory): FeatureSearcher {
  const { at, found } = scratches[Atomics.add(new Int32Array(shared.buffer, taken, 1), 0, 1)]!;
  const kernel = instantiateShared(wasm, shared) as FeatureKernel;
  kernel.open(layout, at);
  return {
    build: (table) => kernel.build(table),
    search({ from, to, limit }) {
      const parts: Uint8Array[] = [];
      for (let image = from; image < to; image++) {
        const count = kernel.search(image, limit ?? image);
        if (count > 0) parts.push(new Uint8Array(shared.buffer, found, count * FOUND_BYTES).slice());
      }
      return Buffer.concat(parts);
    },
  };
}
