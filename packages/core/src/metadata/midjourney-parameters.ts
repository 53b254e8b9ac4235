import { digits, UNKNOWN_PARAMETERS, type ReadParameters } from './generator.ts';

const JOB_ID = /\bJob ID: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$/i;
/** Far longer than Midjourney takes. */
const LONGEST_TEXT = 20_000;

/** Midjourney's description: the prompt as it was typed, options and all, and `Job ID: ` with a UUID. */
export const midjourneyParameters: ReadParameters = (text) => {
  const job = text.length <= LONGEST_TEXT ? JOB_ID.exec(text) : null;
  if (job === null) return null;
  const [prompt = '', ...written] = text.slice(0, job.index).split(/\s--(?=[a-z])/i);
  const options = Object.fromEntries(written.map(option));
  const { v, version, niji, seed } = options as Record<string, string | undefined>;
  return {
    ...UNKNOWN_PARAMETERS,
    tool: 'Midjourney',
    prompt: prompt.trim() || null,
    negative_prompt: options['no'] ?? null,
    model: niji === undefined ? (v ?? version ?? null) : `niji ${niji}`.trim(),
    seed: digits(seed),
    parameters: { ...options, job_id: job[1]! },
  };
};

/** `ar 16:9` */
function option(written: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^(\S+)\s*([^]*)$/.exec(written) ?? [];
  return [name.toLowerCase(), value.trim()];
}
