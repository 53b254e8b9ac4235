import type { GeneratorParameters } from '../description.ts';
import type { Metadata } from '../record.ts';
import { claimedAgents } from './c2pa-manifest.ts';
import { comfyUiParameters } from './comfyui-parameters.ts';
import { UNKNOWN_PARAMETERS, type ReadParameters } from './generator.ts';
import { invokeAiParameters, oldInvokeAiParameters } from './invokeai-parameters.ts';
import { midjourneyParameters } from './midjourney-parameters.ts';
import { stableDiffusionParameters } from './stable-diffusion-parameters.ts';
import { first, tagValue, type TagName } from './tag-values.ts';

/** Longer texts are not looked at. Workflows of hundreds of nodes have some 200,000 characters. */
const LONGEST_TEXT = 1_000_000;

const READERS: readonly (readonly [tag: TagName, read: ReadParameters])[] = [
  ['PNG:Parameters', stableDiffusionParameters],
  ['EXIF:UserComment', stableDiffusionParameters],
  ['PNG:Prompt', comfyUiParameters],
  ['PNG:Invokeai_metadata', invokeAiParameters],
  ['PNG:Sd-metadata', oldInvokeAiParameters],
  ['EXIF:Model', comfyUiParameters], // where ComfyUI puts its graph in a WebP
  ['PNG:Description', midjourneyParameters],
  ['XMP:Description', midjourneyParameters],
  ['IPTC:Caption-Abstract', midjourneyParameters],
  ['EXIF:ImageDescription', midjourneyParameters],
];

/** The first parameters found, else the generator that a C2PA manifest names (those keep the prompt to themselves). */
export function generatorParameters(metadata: Metadata): GeneratorParameters | null {
  const written = first(READERS, ([source, read]) => {
    const text = tagValue(metadata, source);
    const found = typeof text === 'string' && text.length <= LONGEST_TEXT ? read(text) : null;
    return found && { ...found, source };
  });
  return written ?? claimedGenerator(claimedAgents(metadata));
}

const CLAIMED_TOOLS = [
  ['Firefly', /firefly/i],
  ['DALL-E', /dall.?e\b/i],
  ['OpenAI', /openai|chatgpt|\bgpt-/i],
] as const;

function claimedGenerator(agents: readonly string[]): GeneratorParameters | null {
  return first(CLAIMED_TOOLS, ([tool, pattern]) => {
    const model = agents.find((agent) => pattern.test(agent));
    return model === undefined ? null : { ...UNKNOWN_PARAMETERS, tool, source: 'JUMBF:Actions', model };
  });
}
