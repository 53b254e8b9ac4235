import { readConfig, type ConfigValues } from './config-file.ts';
import { INPUT_NAMES, INPUTS, type InputName, type Inputs } from './input-table.ts';
import { Refusal } from '../refusal.ts';

/**
 * What the action was asked to do: the workflow's inputs, else what the config file says, else the defaults.
 * @param getInput the text of an input, empty where it is not given.
 * @param readText a file of the working folder; undefined where there is none.
 * @throws Refusal input_invalid, config_invalid
 */
export async function readInputs(
  getInput: (name: string) => string,
  readText: (path: string) => Promise<string | undefined>,
): Promise<Inputs> {
  const named = getInput('config').trim();
  const file = named === '' ? INPUTS.config.default : named;
  const written = await readText(file);
  if (written === undefined && named !== '' && named !== INPUTS.config.default)
    throw new Refusal('config_invalid', `There is no ${named}. Check the input \`config\`.`);
  const config = written === undefined ? new Map() : readConfig(written, file);
  return Object.fromEntries(INPUT_NAMES.map((name) => [name, valueOf(name, getInput(name), config)])) as Inputs;
}

function valueOf(name: InputName, given: string, config: ConfigValues): unknown {
  const { default: usual, parse } = INPUTS[name];
  if (given.trim() === '') return config.has(name) ? config.get(name) : usual;
  try {
    return parse(given);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Refusal('input_invalid', `Expected the input \`${name}\` ${cause.message}. Change it in the workflow.`, {
      cause,
    });
  }
}
