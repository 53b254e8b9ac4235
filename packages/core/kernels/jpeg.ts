// A JPEG's lowest coefficients and the samples they stand for, from its entropy-coded data (ITU-T T.81). The rest of the file is read in
// src/decode/jpeg/, which also lays out this memory.
export { buildTable } from './jpeg/huffman-table';
export { eighthSamples, halfSamples, quarterSamples } from './jpeg/samples';
export { decodeScan, refineDc } from './jpeg/sequential-scan';

/** Where the memory that the caller may lay out begins. */
export function memoryStart(): usize {
  return __heap_base;
}
