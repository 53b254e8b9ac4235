import { wasm } from '../kernels/hamming-join.wasm.ts';
import { instantiateShared, type SharedMemory } from '../kernels/instantiate-shared.ts';

/** What kernels/hamming-join.ts exports; the addresses are those of join-memory.ts. */
export interface JoinKernel {
  arrange(job: number, side: number, source: number, count: number): void;
  begin(job: number, output: number, firstRow: number, endRow: number): void;
  run(): number;
  isDone(): number;
}

export function startJoinKernel(memory: SharedMemory): JoinKernel {
  return instantiateShared(wasm, memory) as JoinKernel;
}
