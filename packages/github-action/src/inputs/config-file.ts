import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';

import { INPUT_NAMES, INPUTS, type InputName } from './input-table.ts';
import { Refusal } from '../refusal.ts';

/** Checked values by input. */
export type ConfigValues = ReadonlyMap<InputName, unknown>;

/**
 * Reads a config file: YAML with the names of inputs.
 * @param file its name, for messages.
 * @throws Refusal config_invalid with the line of what is wrong.
 */
export function readConfig(text: string, file: string): ConfigValues {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const refuse = (offset: number, what: string): Refusal => {
    const { line } = lines.linePos(offset);
    return new Refusal('config_invalid', `${file}, line ${line}: ${what}`, { place: { file, line } });
  };
  const [error] = document.errors;
  if (error)
    throw refuse(error.pos[0], `${error.message.split('\n')[0]!.replace(/ at line \d+.*$/, '')}. Mend the YAML.`);
  return new Map(entriesOf(document, refuse));
}

type Refuse = (offset: number, what: string) => Refusal;

function* entriesOf(document: Document.Parsed, refuse: Refuse): Generator<[InputName, unknown]> {
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return; // empty, or comments only
  if (!isMap(contents)) throw refuse(contents.range[0], 'expected settings, one a line, such as `fail-on: exact`.');
  for (const { key, value } of contents.items) {
    const offset = isScalar(key) ? key.range[0] : contents.range[0];
    const name = isScalar(key) ? String(key.value) : '';
    if (!isConfigurable(name)) throw refuse(offset, `there is no setting \`${name}\`. ${suggest()}`);
    try {
      yield [name, INPUTS[name].parse(value === null ? null : (value.toJS(document) as unknown))];
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw refuse(offset, `expected \`${name}\` ${cause.message}.`);
    }
  }
}

function isConfigurable(name: string): name is InputName {
  return name in INPUTS && INPUTS[name as InputName].isConfigurable;
}

function suggest(): string {
  return `Settings are ${INPUT_NAMES.filter(isConfigurable).join(', ')}.`;
}
