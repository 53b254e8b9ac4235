import { digits, UNKNOWN_PARAMETERS, type ReadParameters } from './generator.ts';
import { numberOf } from './tag-values.ts';

/**
 * The text of AUTOMATIC1111's Web UI, which Forge, SD.Next, Civitai and others write too: the prompt, `Negative prompt: `, and a last line
 * `Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 965400086, Size: 512x512, Model hash: 6ce0161689, Model: v1-5`
 * (modules/infotext_utils.py, parse_generation_parameters).
 */
export const stableDiffusionParameters: ReadParameters = (text) => {
  const start = /(?:^|\n)Steps: \d/.exec(text)?.index;
  if (start === undefined) return null;
  const [prompt = '', ...negative] = `\n${text.slice(0, start)}`.split('\nNegative prompt:');
  const written = settings(text.slice(start).trim());
  const {
    Steps,
    Sampler,
    'CFG scale': scale,
    Seed,
    Model,
    ...parameters
  } = written as Record<NamedSetting, string | undefined> & typeof written;
  return {
    ...UNKNOWN_PARAMETERS,
    tool: 'Stable Diffusion',
    prompt: prompt.trim() || null,
    negative_prompt: negative.join('\n').trim() || null,
    model: Model ?? null,
    seed: digits(Seed),
    steps: numberOf(Steps ?? null),
    sampler: Sampler ?? null,
    cfg_scale: numberOf(scale ?? null),
    parameters,
  };
};

type NamedSetting = 'Steps' | 'Sampler' | 'CFG scale' | 'Seed' | 'Model';

/** Longest list of settings that is read; with it, what quotation marks without an end can cost is bounded. */
const LONGEST_SETTINGS = 10_000;

/** `Name: value` with commas between; a value that holds commas or colons stands in quotation marks, as JSON. */
function settings(text: string): Record<string, string> {
  const pairs = text
    .slice(0, LONGEST_SETTINGS)
    .matchAll(/([A-Za-z][\w /-]{0,60}): ?("(?:\\.|[^\\"])*"|[^,\n]*)(?:, ?|\n|$)/g);
  return Object.fromEntries(Array.from(pairs, ([, name, value]) => [name!, unquoted(value!.trim())]));
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch (error) {
    if (error instanceof SyntaxError) return value; // quotation marks of their own
    throw error;
  }
}
