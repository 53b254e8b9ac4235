import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import startWasm, { WasmReader } from '@contentauth/c2pa-wasm';

import type { C2pa } from '../description.ts';

export interface ManifestRequest {
  readonly bytes: Uint8Array;
  /** Media type by magic bytes. */
  readonly contentType: string;
}

export type ManifestVerdict = Pick<C2pa, 'validation' | 'failures' | 'signer'>;

/** Manifests name addresses of remote manifests and revocation lists: none of them is asked. */
const SETTINGS = JSON.stringify({ verify: { remote_manifest_fetch: false, ocsp_fetch: false } });

/** What a manifest store's report says, as far as it is read here. */
interface Report {
  readonly active_manifest?: string;
  readonly manifests?: Readonly<Record<string, { readonly signature_info?: { readonly issuer?: string } }>>;
  readonly validation_state?: string;
  readonly validation_status?: readonly { readonly code: string }[];
}

let ready: Promise<unknown> | undefined;

/**
 * Whether a file is what its C2PA manifest was made for: the hashes of its bytes, assertions and ingredients, and the signature on them.
 * Synchronous for as long as it takes: it is meant for a worker thread.
 * @throws Error with the library's own words when there is no manifest, or none that it can read.
 */
export async function validateManifest({ bytes, contentType }: ManifestRequest): Promise<ManifestVerdict> {
  globalThis.fetch = () => Promise.reject(new Error('Nothing is fetched for a manifest.'));
  await (ready ??= loadWasm());
  const report = JSON.parse(await readReport(bytes, contentType)) as Report;
  return {
    validation: report.validation_state === 'Invalid' ? 'invalid' : 'valid',
    failures: [...new Set((report.validation_status ?? []).map(({ code }) => code))],
    signer: report.manifests?.[report.active_manifest ?? '']?.signature_info?.issuer ?? null,
  };
}

async function loadWasm(): Promise<unknown> {
  const path = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
  return startWasm({ module_or_path: await readFile(path) });
}

async function readReport(bytes: Uint8Array, contentType: string): Promise<string> {
  try {
    using reader = await WasmReader.fromBytes(contentType, bytes, SETTINGS);
    return reader.json();
  } catch (error) {
    throw new Error(String(error), { cause: error }); // the library throws what is no Error
  }
}
