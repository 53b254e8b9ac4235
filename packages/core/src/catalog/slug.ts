/** The slug of a camera or make: letters and digits only, `+` as "plus", Greek alpha as "a". "a7 II" gives "a7ii", "HERO3+ Black" "hero3plusblack". */
export function cameraSlug(name: string): string {
  return plainLetters(name)
    .replaceAll('+', 'plus')
    .replace(/[^a-z0-9]+/g, '');
}

/** The slug of a lens, made of its EXIF name: "FE 55mm F1.8 ZA" gives "fe-55mm-f1-8-za". */
export function lensSlug(exifName: string): string {
  return plainLetters(exifName)
    .replaceAll('+', 'plus')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function plainLetters(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/α/gi, 'a').toLowerCase();
}
