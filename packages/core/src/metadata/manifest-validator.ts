import { Tinypool } from 'tinypool';

import { MetadataError } from '../errors.ts';
import type { ManifestRequest, ManifestVerdict } from './c2pa-worker.ts';

/** The sources run as they are, by Node's type stripping; what is published is JavaScript. */
const WORKER_URL = new URL(import.meta.url.endsWith('.ts') ? './c2pa-worker.ts' : './c2pa-worker.js', import.meta.url);

/** Real manifests take a second at most, most a tenth of one. */
const TIMEOUT_MS = 20_000;
/** The library takes 60 MB and a quarter of a second to start. */
const IDLE_MS = 10_000;

/** Checks C2PA manifests, one after another, in a thread that is started with the first and ended when a check takes too long. */
export class ManifestValidator {
  #pool: Tinypool | undefined;

  /** @throws MetadataError manifest_unchecked when there is no verdict. */
  async validate(request: ManifestRequest): Promise<ManifestVerdict> {
    const pool = (this.#pool ??= new Tinypool({
      filename: WORKER_URL.href,
      name: 'validateManifest',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
    }));
    try {
      return (await pool.run(request, { signal: AbortSignal.timeout(TIMEOUT_MS) })) as ManifestVerdict;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new MetadataError(
        'manifest_unchecked',
        `There is a C2PA manifest, which could not be checked (${reason}).`,
        { cause },
      );
    }
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
  }
}
