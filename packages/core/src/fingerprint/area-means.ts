/** Samples that lie interleaved or in planes: sample (x, y) stands at offset + (y * rowStride + x) * step. */
export interface SampleGrid {
  readonly data: Uint8Array | Float32Array;
  readonly offset: number;
  readonly step: number;
  /** Where a sample's alpha stands, counted from the sample; transparent parts count as white. */
  readonly alpha?: number;
  /** In samples of this grid. */
  readonly rowStride: number;
  /** What the picture covers, in samples; a fraction where the last column or row lies partly outside it. */
  readonly width: number;
  readonly height: number;
}

/** Shrinks or stretches a picture to outWidth x outHeight by the mean of the area each output pixel covers, fractions of samples included. */
export function areaMeans(grid: SampleGrid, outWidth: number, outHeight: number): Float32Array {
  const columns = spans(grid.width, outWidth);
  const rows = spans(grid.height, outHeight);
  const out = new Float32Array(outWidth * outHeight);
  const line = new Float64Array(outWidth);
  const flat = new Uint8Array(grid.alpha === undefined ? 0 : grid.rowStride); // a row at a time: a large picture is not copied
  for (let row = 0; row < outHeight; row++) {
    line.fill(0);
    const { first, last, head, tail } = rows;
    for (let y = first[row]!; y <= last[row]!; y++) {
      const weight = y === first[row] ? head[row]! : y === last[row] ? tail[row]! : 1;
      const start = grid.offset + y * grid.rowStride * grid.step;
      if (grid.alpha === undefined) addLine({ data: grid.data, start, step: grid.step }, weight, columns, line);
      else addLine({ data: layOnWhite(grid, start, flat), start: 0, step: 1 }, weight, columns, line);
    }
    const area = (grid.width / outWidth) * (grid.height / outHeight);
    for (let x = 0; x < outWidth; x++) out[row * outWidth + x] = line[x]! / area;
  }
  return out;
}

/** For each output pixel: the first and last sample it covers, and how much of these two; a lone sample's part is its head. */
interface Spans {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly head: Float64Array;
  readonly tail: Float64Array;
}

function spans(length: number, count: number): Spans {
  const made = {
    first: new Int32Array(count),
    last: new Int32Array(count),
    head: new Float64Array(count),
    tail: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) {
    const from = (i * length) / count;
    const to = ((i + 1) * length) / count;
    const first = Math.floor(from);
    const last = Math.max(first, Math.ceil(to - 1e-9) - 1);
    made.first[i] = first;
    made.last[i] = last;
    made.head[i] = Math.min(to, first + 1) - from;
    made.tail[i] = to - last;
  }
  return made;
}

/** One row of a channel with alpha, as it looks on white. */
function layOnWhite({ data, step, alpha }: SampleGrid, start: number, row: Uint8Array): Uint8Array {
  for (let x = 0, at = start; x < row.length; x++, at += step) {
    const opacity = data[at + alpha!]!;
    row[x] = Math.round((data[at]! * opacity + 255 * (255 - opacity)) / 255);
  }
  return row;
}

function addLine(
  { data, start, step }: { readonly data: Uint8Array | Float32Array; readonly start: number; readonly step: number },
  weight: number,
  { first, last, head, tail }: Spans,
  line: Float64Array,
): void {
  for (let x = 0; x < line.length; x++) {
    const end = start + last[x]! * step;
    let at = start + first[x]! * step;
    let sum = head[x]! * data[at]!;
    if (at < end) {
      for (at += step; at < end; at += step) sum += data[at]!;
      sum += tail[x]! * data[end]!;
    }
    line[x]! += weight * sum;
  }
}
