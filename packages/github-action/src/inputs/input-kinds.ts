/** An input: what it means, and how its text, or its value in the config file, is read. */
export interface InputKind<Value> {
  readonly default: Value;
  readonly about: string;
  /** Whether the config file may set it. */
  readonly isConfigurable: boolean;
  /** What is allowed, for the table. */
  readonly allowed: string;
  /** @throws RangeError that says what was expected, without the input's name. */
  readonly parse: (value: unknown) => Value;
}

interface Common<Value> {
  readonly default: Value;
  readonly about: string;
  readonly isConfigurable?: boolean;
}

export function text(common: Common<string>): InputKind<string> {
  return kind(common, 'text', (value) => {
    if (typeof value === 'string') return value.trim();
    if (typeof value === 'number') return String(value);
    throw expected('a text', value);
  });
}

export function boolean(common: Common<boolean>): InputKind<boolean> {
  return kind(common, '`true` or `false`', (value) => {
    if (value === true || value === false) return value;
    // The words of YAML 1.2, which GitHub's own getBooleanInput takes.
    if (typeof value === 'string' && /^(?:true|false)$/i.test(value.trim()))
      return value.trim().toLowerCase() === 'true';
    throw expected('true or false', value);
  });
}

export function integer({ least, ...common }: Common<number> & { readonly least: number }): InputKind<number> {
  return kind(common, `a whole number of ${least} or more`, (value) => {
    const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= least) return number;
    throw expected(`a whole number of ${least} or more`, value);
  });
}

export function choice<Option extends string>({
  options,
  ...common
}: Common<Option> & { readonly options: readonly Option[] }): InputKind<Option> {
  return kind(common, options.map((option) => `\`${option}\``).join(', '), (value) => {
    const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
    const option = options.find((one) => one === word);
    if (option !== undefined) return option;
    throw expected(oneOf(options), value);
  });
}

/** Lines of a text, or a list in the config file. */
export function list<Option extends string = string>({
  options,
  ...common
}: Common<readonly Option[]> & { readonly options?: readonly Option[] }): InputKind<readonly Option[]> {
  const allowed = options ? `lines: ${options.map((option) => `\`${option}\``).join(', ')}` : 'lines';
  return kind(common, allowed, (value) => {
    const lines = typeof value === 'string' ? value.split(/\r?\n/) : value;
    if (!Array.isArray(lines) || !lines.every((line) => typeof line === 'string'))
      throw expected('a list of texts', value);
    const items = lines.map((line: string) => line.trim()).filter((line) => line !== '');
    const stranger = items.find((item) => options && !options.some((option) => option === item));
    if (options && stranger !== undefined) throw expected(oneOf(options), stranger);
    return items as Option[];
  });
}

function kind<Value>(
  { isConfigurable = true, ...common }: Common<Value>,
  allowed: string,
  parse: (value: unknown) => Value,
): InputKind<Value> {
  return { ...common, isConfigurable, allowed, parse };
}

function oneOf(options: readonly string[]): string {
  return `one of ${options.join(', ')}`;
}

function expected(what: string, value: unknown): RangeError {
  return new RangeError(`to be ${what}, got \`${typeof value === 'string' ? value : JSON.stringify(value)}\``);
}
