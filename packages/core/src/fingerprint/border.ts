/** Part of a picture, in pixels: from (left, top) up to, not including, (right, bottom). */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One channel of samples, row by row. */
export interface Plane {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Variance of samples, 0 to 255, under which a row or column is of one tone: what compression leaves of a plain border. */
const PLAIN_VARIANCE = 12;
/** How far the tone of a border may drift from its outermost line. */
const TONE_DRIFT = 8;
/** What is left has at least this many lines, and this share of the picture: else the border is the picture. */
const LEAST_SIDE = 16;
const LEAST_SHARE = 0.15;
/** A frame in a letterbox is a border in a border. */
const PASSES = 2;

/** The picture without plain borders: bands of one tone along its sides, each side with a tone of its own. The whole picture where there are none. */
export function withoutBorder(plane: Plane): Rectangle {
  const whole = { left: 0, top: 0, right: plane.width, bottom: plane.height };
  const inner = { ...whole };
  for (let pass = 0; pass < PASSES; pass++) {
    inner.top += bandOf(inner.bottom - inner.top, (line) => rowTone(plane, inner, inner.top + line));
    inner.bottom -= bandOf(inner.bottom - inner.top, (line) => rowTone(plane, inner, inner.bottom - 1 - line));
    inner.left += bandOf(inner.right - inner.left, (line) => columnTone(plane, inner, inner.left + line));
    inner.right -= bandOf(inner.right - inner.left, (line) => columnTone(plane, inner, inner.right - 1 - line));
  }
  const [width, height] = [inner.right - inner.left, inner.bottom - inner.top];
  const isEnough = Math.min(width, height) > LEAST_SIDE && width * height >= LEAST_SHARE * plane.width * plane.height;
  return isEnough ? inner : whole;
}

/** How many lines from the edge have the tone of the outermost one. */
function bandOf(lines: number, toneOf: (line: number) => number | undefined): number {
  const first = toneOf(0);
  if (first === undefined) return 0;
  let band = 0;
  for (; lines - band > LEAST_SIDE; band++) {
    const tone = toneOf(band);
    if (tone === undefined || Math.abs(tone - first) > TONE_DRIFT) break;
  }
  return band;
}

function rowTone({ data, width }: Plane, { left, right }: Rectangle, y: number): number | undefined {
  return plainTone(data, { start: y * width + left, step: 1, count: right - left });
}

function columnTone({ data, width }: Plane, { top, bottom }: Rectangle, x: number): number | undefined {
  return plainTone(data, { start: top * width + x, step: width, count: bottom - top });
}

/** The mean of a line of samples, when they are of one tone. */
function plainTone(
  data: Float32Array,
  { start, step, count }: { readonly start: number; readonly step: number; readonly count: number },
): number | undefined {
  let sum = 0;
  let squares = 0;
  for (let i = 0, at = start; i < count; i++, at += step) {
    sum += data[at]!;
    squares += data[at]! * data[at]!;
  }
  const mean = sum / count;
  return squares / count - mean * mean < PLAIN_VARIANCE ? mean : undefined;
}
