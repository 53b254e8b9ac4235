/**
 * One key for all spellings of a lens: "EF24-105mm f/4L IS USM", "Canon EF 24-105mm F4 L IS USM" less its maker and "ef 24-105mm f/4.0l is usm" give
 * the same. Apertures lose their sign, numbers a zero after the point, and all but letters, digits and what tells numbers apart is dropped.
 */
export function lensKey(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/\.0+(?=\D|$)/g, '')
    .replace(/(?:1:|f\s?\/?\s?)(?=\d)/g, 'f')
    .replace(/(\d)\s?mm/g, '$1mm')
    .replace(/[^a-z0-9.+*-]|\.(?=\D|$)/g, '')
    .replace(/-(?=[a-z])|(?<=[a-z])-/g, '');
}
