/**
 * A model without its maker: "NIKON D90" gives "D90", "Canon EOS 5D" "EOS 5D", "Xiaomi Xiaomi 12" "12". A model that is nothing but the maker
 * stays.
 */
export function withoutMake(model: string, makes: readonly string[]): string {
  for (const word of makes.flatMap((make) => [make, firstWord(make)])) {
    if (word === '' || model.length <= word.length) continue;
    const rest = model.slice(word.length);
    if (model.toLowerCase().startsWith(word.toLowerCase()) && /^[\s_-]/.test(rest)) {
      const bare = rest.replace(/^[\s_-]+/, '');
      return bare === '' ? model : withoutMake(bare, makes);
    }
  }
  return model;
}

/** "LEICA CAMERA AG" writes "LEICA Q2". Two letters may be the model's own: OM Digital Solutions makes the OM-1. */
function firstWord(make: string): string {
  const [word = ''] = make.split(' ');
  return word.length > 2 ? word : '';
}
