/** To so many digits after the point, and never minus zero, which JSON does not know. */
export function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits + 0;
}
