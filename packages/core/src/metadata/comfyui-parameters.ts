import { digits, UNKNOWN_PARAMETERS, type ReadParameters } from './generator.ts';

/** ComfyUI's API format: nodes by id, each with its class and its inputs, which are values or links `[id, output]` to other nodes. */
type Graph = Readonly<Record<string, unknown>>;
type Inputs = Readonly<Record<string, unknown>>;

/**
 * The graph that ComfyUI ran (`prompt` in a PNG), read backwards from its sampler: the texts, the model and the numbers that went into it.
 * Where there are several samplers, from the first in the file.
 */
export const comfyUiParameters: ReadParameters = (text) => {
  const graph = parseGraph(text.replace(/^prompt:/, ''));
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

/** The graph in a text; one without nodes when the text is something else. */
function parseGraph(text: string): Graph {
  if (!text.startsWith('{')) return {};
  try {
    const graph: unknown = JSON.parse(text, exactSeeds);
    return isObject(graph) ? graph : {};
  } catch (error) {
    // A RangeError where it is nested too deeply.
    if (error instanceof SyntaxError || error instanceof RangeError) return {};
    throw error;
  }
}

/** Seeds have up to 20 digits, more than a number holds: they are kept as they are written. */
function exactSeeds(key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && key.endsWith('seed') ? (context?.source ?? value) : value;
}

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
    .map((name) => own(inputs, name))
    .find((input) => typeof input === 'string' || typeof input === 'number');
  return value ?? null;
}

function link(inputs: Inputs, names: readonly string[]): string | null {
  const value = names.map((name) => own(inputs, name)).find((input) => Array.isArray(input));
  const id: unknown = (value as readonly unknown[] | undefined)?.[0];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

function classOf(graph: Graph, id: string): string {
  const node = own(graph, id);
  const name = isObject(node) ? own(node, 'class_type') : undefined;
  return typeof name === 'string' ? name : '';
}

function inputsOf(graph: Graph, id: string): Inputs {
  const node = own(graph, id);
  const inputs = isObject(node) ? own(node, 'inputs') : undefined;
  return isObject(inputs) ? inputs : {};
}

function own(object: Graph, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: unknown): value is Graph {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: Literal | null): string | null {
  return value === null ? null : String(value).trim() || null;
}

function asNumber(value: Literal | null): number | null {
  return typeof value === 'number' ? value : null;
}
