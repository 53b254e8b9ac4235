import type { MetadataValue } from '../record.ts';
import { parseGeneratorJson } from './generator-json.ts';
import { digits, UNKNOWN_PARAMETERS, type ReadParameters } from './generator.ts';
import { isObject, numberOf, ownValue, textOf, type TagObject } from './tag-values.ts';

/** What InvokeAI writes since version 3 (`invokeai_metadata`; CoreMetadataInvocation in its invocations/metadata.py). */
export const invokeAiParameters: ReadParameters = (text) => {
  const written = parseGeneratorJson(text);
  if (written === null) return null;
  const { positive_prompt = null, negative_prompt = null, model = null, ...settings } = written;
  return {
    ...readSettings(settings),
    prompt: textOf(positive_prompt),
    negative_prompt: textOf(negative_prompt),
    model: isObject(model) ? textOf(ownValue(model, 'name') ?? ownValue(model, 'model_name')) : textOf(model),
  };
};

/** What InvokeAI 2 wrote (`sd-metadata`): what was not to be seen stands in the prompt, in square brackets. */
export const oldInvokeAiParameters: ReadParameters = (text) => {
  const { image = null, model_weights = null } = parseGeneratorJson(text) ?? {};
  if (!isObject(image)) return null;
  const { prompt = null, ...settings } = image;
  return { ...readSettings(settings), ...splitPrompt(promptText(prompt)), model: textOf(model_weights) };
};

function readSettings(settings: TagObject): ReturnType<ReadParameters> & object {
  const { seed = null, steps = null, sampler = null, scheduler = sampler, cfg_scale = null, ...others } = settings;
  return {
    ...UNKNOWN_PARAMETERS,
    tool: 'InvokeAI',
    seed: digits(textOf(seed)),
    steps: numberOf(steps),
    sampler: textOf(scheduler),
    cfg_scale: numberOf(cfg_scale),
    parameters: plainValues(others),
  };
}

/** What is one text, number or truth value as text; lists and structures stand in `metadata` alone. */
function plainValues(others: TagObject): Record<string, string> {
  const plain = Object.entries(others).filter(([, value]) => value !== null && typeof value !== 'object');
  return Object.fromEntries(plain.map(([name, value]) => [name, String(value as string | number | boolean)]));
}

/** A text, or a list of texts with a weight each. */
function promptText(prompt: MetadataValue): string {
  if (!Array.isArray(prompt)) return textOf(prompt) ?? '';
  const texts = (prompt as readonly MetadataValue[]).map((part) => (isObject(part) ? ownValue(part, 'prompt') : part));
  return texts.flatMap((part) => textOf(part) ?? []).join(', ');
}

function splitPrompt(text: string): { prompt: string | null; negative_prompt: string | null } {
  const negative = Array.from(text.matchAll(/\[([^[\]]*)\]/g), ([, inside]) => inside!.trim());
  const prompt = text.replace(/\[[^[\]]*\]/g, ' ').replace(/\s+/g, ' ');
  return { prompt: prompt.trim() || null, negative_prompt: negative.join(', ') || null };
}
