/** What each place of a line takes of the samples of a longer or shorter one. */
export interface Spans {
  readonly count: number;
  /** Four words of 32 bits a place. At 4 * place: the first sample, and the last, which is the same where there is but one. */
  readonly indices: Int32Array;
  /** The same memory. At 4 * place + 2: their weights; that of a lone sample is the first. Samples between count as 1. */
  readonly weights: Float32Array;
  /** Sum of the weights of a place. */
  readonly total: number;
}

/** The stretch that each of `count` places covers of a line of `length` samples, fractions of samples included. */
export function areaSpans(length: number, count: number): Spans {
  const spans = emptySpans(count, length / count);
  for (let place = 0; place < count; place++) {
    const from = (place * length) / count;
    const to = ((place + 1) * length) / count;
    const first = Math.floor(from);
    const last = Math.max(first, Math.ceil(to - 1e-9) - 1);
    setSpan(spans, place, { first, last, head: Math.min(to, first + 1) - from, tail: to - last });
  }
  return spans;
}

/** The two samples round each of `count` places, the nearer one with more weight; at the ends the outermost alone. */
export function bilinearSpans(length: number, count: number): Spans {
  const spans = emptySpans(count, 1);
  const end = Math.ceil(length) - 1;
  for (let place = 0; place < count; place++) {
    const at = Math.min(Math.max(((place + 0.5) * length) / count - 0.5, 0), end);
    const first = Math.floor(at);
    const part = at - first;
    setSpan(spans, place, { first, last: Math.min(first + 1, end), head: 1 - part, tail: part });
  }
  return spans;
}

function emptySpans(count: number, total: number): Spans {
  const words = new ArrayBuffer(16 * count);
  return { count, indices: new Int32Array(words), weights: new Float32Array(words), total };
}

interface Span {
  readonly first: number;
  readonly last: number;
  readonly head: number;
  readonly tail: number;
}

function setSpan({ indices, weights }: Spans, place: number, { first, last, head, tail }: Span): void {
  indices[4 * place] = first;
  indices[4 * place + 1] = last;
  weights[4 * place + 2] = head;
  weights[4 * place + 3] = tail;
}
