import type { MetadataValue } from '../record.ts';
import { parseGeneratorJson } from './generator-json.ts';
import { digits, UNKNOWN_PARAMETERS, type ReadParameters } from './generator.ts';
import { isObject, ownValue, type TagObject } from './tag-values.ts';

/** ComfyUI's API format: nodes by id, each with its class and its inputs, which are values or links `[id, output]` to other nodes. */
type Graph = TagObject;
type Inputs = TagObject;

/**
 * The graph that ComfyUI ran (`prompt` in a PNG), read backwards from its sampler: the texts, the model and the numbers that went into it.
 * Where there are several samplers, from the first in the file.
 */
export const comfyUiParameters: ReadParameters = (text) => {
  const graph = parseGeneratorJson(text.replace(/^prompt:/, '')) ?? {};
  const sampler = Object.keys(graph).find((id) => SAMPLER.test(classOf(graph, id)));
  if (sampler === undefined) return null;
  const value = (...names: string[]): Literal | null =>
    findBackwards(graph, sampler, (inputs) => literal(inputs, names));
  const written = (...names: string[]): string | null => {
    const encoder = findBackwards(graph, sampler, (inputs) => link(inputs, names));
    return encoder === null ? null : asText(findBackwards(graph, encoder, (inputs) => literal(inputs, TEXTS)));
  };
  const scheduler = asText(value('scheduler'));
  return {
    ...UNKNOWN_PARAMETERS,
    tool: 'ComfyUI',
    prompt: written('positive', 'conditioning'),
    negative_prompt: written('negative'),
    model: asText(value('ckpt_name', 'unet_name')),
    seed: digits(asText(value('seed', 'noise_seed'))),
    steps: asNumber(value('steps')),
    sampler: asText(value('sampler_name')),
    cfg_scale: asNumber(value('cfg')),
    parameters: scheduler === null ? {} : { scheduler },
  };
};

/** What denoises: not the nodes that choose how. */
const SAMPLER = /^K?Sampler(?!.*Select)/;

/** Where the nodes that encode texts, or hand them on, have them. */
const TEXTS = ['text', 'text_g', 't5xxl', 'value', 'string'];

/** Asks a node, then the nodes that it has its inputs from, nearest first, until one answers. */
function findBackwards<Found>(graph: Graph, start: string, ask: (inputs: Inputs) => Found | null): Found | null {
  const ids = new Set([start]);
  for (const id of ids) {
    const inputs = inputsOf(graph, id);
    const found = ask(inputs);
    if (found !== null) return found;
    // What it passes on has nothing of the text that went in.
    if (classOf(graph, id) === 'ConditioningZeroOut') continue;
    for (const name of Object.keys(inputs)) {
      const next = link(inputs, [name]);
      if (next !== null) ids.add(next);
    }
  }
  return null;
}

type Literal = string | number;

function literal(inputs: Inputs, names: readonly string[]): Literal | null {
  const value = names
    .map((name) => ownValue(inputs, name))
    .find((input) => typeof input === 'string' || typeof input === 'number');
  return value ?? null;
}

function link(inputs: Inputs, names: readonly string[]): string | null {
  const value = names.map((name) => ownValue(inputs, name)).find((input) => Array.isArray(input));
  const id = (value as readonly MetadataValue[] | undefined)?.[0];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

function classOf(graph: Graph, id: string): string {
  const node = ownValue(graph, id);
  const name = isObject(node) ? ownValue(node, 'class_type') : null;
  return typeof name === 'string' ? name : '';
}

function inputsOf(graph: Graph, id: string): Inputs {
  const node = ownValue(graph, id);
  const inputs = isObject(node) ? ownValue(node, 'inputs') : null;
  return isObject(inputs) ? inputs : {};
}

function asText(value: Literal | null): string | null {
  return value === null ? null : String(value).trim() || null;
}

function asNumber(value: Literal | null): number | null {
  return typeof value === 'number' ? value : null;
}
