import type { Rectangle } from '../fingerprint/border.ts';
import type { Outline } from '../fingerprint/fingerprint.ts';
import { wasm } from '../kernels/alignment.wasm.ts';
import { instantiate, reserve, type Kernel } from '../kernels/instantiate.ts';
import type { Affine } from './affine.ts';

interface Address {
  readonly value: number;
}

interface AlignmentKernel extends Kernel {
  readonly outline: Address;
  readonly map: Address;
  readonly parts: Address;
  readonly tiles: Address;
  readonly pictureBytes: Address;
  readonly firstPicture: Address;
  readonly fill: (picture: number, width: number, height: number) => void;
  align(a: number, b: number, levelA: number, levelB: number, rounds: number, stride: number): number;
  compareTiles(a: number, b: number, levelA: number, levelB: number): number;
}

let started: AlignmentKernel | undefined;
const kernel = (): AlignmentKernel => (started ??= instantiate(wasm) as AlignmentKernel);

/** Pictures that the kernel's memory holds, 168 kB each; of those used longest ago the place is given to others. */
const MOST_HELD = 600;
/** Owner of each place, in the order of use. */
const held = new Map<object, number>();

/** A level of a picture, and where samples of it can be taken, by their centres. */
export interface LaidLevel {
  readonly owner: object;
  readonly outline: Outline;
  readonly part: Rectangle;
}

/** Runs `work` with both pictures in the kernel's memory, and the map and the parts where it looks for them. */
export function withLaid<Result>(a: LaidLevel, b: LaidLevel, map: Affine, work: (laid: Laid) => Result): Result {
  const [addressA, addressB] = [addressOf(a), addressOf(b)];
  const { memory, map: mapAt, parts } = kernel();
  new Float64Array(memory.buffer, mapAt.value, 6).set(map);
  const sides = ({ part: { left, top, right, bottom } }: LaidLevel): number[] => [left, top, right, bottom];
  new Float64Array(memory.buffer, parts.value, 8).set([...sides(a), ...sides(b)]);
  return work({ kernel: kernel(), a: addressA, b: addressB });
}

export interface Laid {
  readonly kernel: AlignmentKernel;
  readonly a: number;
  readonly b: number;
}

/** The map as the kernel left it. */
export function laidMap({ kernel: { memory, map } }: Laid): Affine {
  const [a, b, c, d, e, f] = new Float64Array(memory.buffer, map.value, 6);
  return [a!, b!, c!, d!, e!, f!];
}

function addressOf({ owner, outline }: LaidLevel): number {
  const known = held.get(owner);
  const address = known ?? freePlace();
  held.delete(owner);
  held.set(owner, address); // a map keeps the order: the first is the one used longest ago
  if (known === undefined) {
    const { memory, outline: input, fill } = kernel();
    new Uint8Array(memory.buffer, input.value).set(outline.data);
    fill(address, outline.width, outline.height);
  }
  return address;
}

function freePlace(): number {
  const { firstPicture, pictureBytes } = kernel();
  if (held.size >= MOST_HELD) {
    const [oldest, address] = held.entries().next().value!;
    held.delete(oldest);
    return address;
  }
  const address = firstPicture.value + held.size * pictureBytes.value;
  reserve(kernel(), address + pictureBytes.value);
  return address;
}
