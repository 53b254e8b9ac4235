import { HASH_BITS, type ClaimOptions, type HashName, type PendingWork } from './store.ts';

/** @throws RangeError when maxDistance is not an integer from 0 to the hash's bits. */
export function checkMaxDistance(name: HashName, maxDistance: number): void {
  const bits = HASH_BITS[name];
  if (Number.isInteger(maxDistance) && maxDistance >= 0 && maxDistance <= bits) return;
  throw new RangeError(`Expected \`maxDistance\` to be an integer from 0 to ${bits}, got \`${maxDistance}\``);
}

/** @throws RangeError when limit or leaseMs is not an integer from 1. */
export function checkClaim({ limit, leaseMs }: ClaimOptions): void {
  checkLimit(limit);
  checkLease(leaseMs);
}

/** @throws RangeError when limit is not an integer from 1. */
export function checkLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1) return;
  throw new RangeError(`Expected \`limit\` to be an integer from 1, got \`${limit}\``);
}

/** @throws RangeError when leaseMs is not an integer from 1. */
export function checkLease(leaseMs: number): void {
  if (Number.isSafeInteger(leaseMs) && leaseMs >= 1) return;
  throw new RangeError(`Expected \`leaseMs\` to be an integer from 1, got \`${leaseMs}\``);
}

/** @throws TypeError when a record's status is not `pending`. */
export function checkPending(work: readonly PendingWork[]): void {
  for (const { record } of work) {
    if (record.status !== 'pending') {
      throw new TypeError(`Expected record ${record.id} to be \`pending\`, got \`${record.status}\``);
    }
  }
}
