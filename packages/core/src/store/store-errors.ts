import { StoreError } from '../errors.ts';

/** `store` is the store's file or address, without a password. */
export function storeUnavailable(store: string, message: string, cause?: unknown): StoreError {
  return new StoreError('store_unavailable', message, { source: store, cause });
}

export function storeClosed(store: string): StoreError {
  return new StoreError('store_closed', `The store ${store} is closed. Open it again.`, { source: store });
}
