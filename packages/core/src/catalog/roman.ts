const NUMERALS = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];

/** The Roman numeral of a digit, 1 to 9: how a camera's generation is written. */
export function roman(digit: string): string {
  return NUMERALS[Number(digit)]!;
}
