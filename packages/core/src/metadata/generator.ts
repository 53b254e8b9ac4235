import type { GeneratorParameters } from '../description.ts';

/** The parameters in a tag's text, or null when it holds none. */
export type ReadParameters = (text: string) => Omit<GeneratorParameters, 'source'> | null;

/** A seed as it is written, or null when it is none. */
export function digits(text: string | null | undefined): string | null {
  return text && /^\d{1,20}$/.test(text) ? text : null;
}

/** What is known when the program says nothing more. */
export const UNKNOWN_PARAMETERS = {
  prompt: null,
  negative_prompt: null,
  model: null,
  seed: null,
  steps: null,
  sampler: null,
  cfg_scale: null,
  parameters: {},
} as const;
