import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { INPUTS } from './inputs/input-table.ts';
import { OUTPUTS } from './publish/outputs.ts';

const ROOT = new URL('../../../', import.meta.url);

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly steps: readonly {
          readonly id?: string;
          readonly uses?: string;
          readonly with?: Readonly<Record<string, unknown>>;
        }[];
      }
    >
  >;
}

const files = ['examples/github/', '.github/workflows/'].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT)).map((name) => `${folder}${name}`),
);

async function problems(file: string): Promise<unknown> {
  const { validateWorkflow } = (await import('@action-validator/core')).default;
  // The schema does not know merge queues.
  const text = readFileSync(new URL(file, ROOT), 'utf8').replace(', merge_group]', ']');
  return (validateWorkflow(text) as { readonly errors: unknown }).errors;
}

describe('workflows', () => {
  it('are six examples and two of our own', () => {
    expect(files.filter((file) => file.startsWith('examples'))).toHaveLength(6);
    expect(files).toEqual(
      expect.arrayContaining(['.github/workflows/action.yml', '.github/workflows/release-action.yml']),
    );
  });

  it.each(files)('%s is a workflow by its schema', async (file) => {
    expect(await problems(file)).toEqual([]);
  });

  it.each(files)('%s gives the action inputs that there are, and asks for outputs that there are', (file) => {
    const text = readFileSync(new URL(file, ROOT), 'utf8');
    const workflow = parse(text) as Workflow;
    expect(workflow.permissions).toBeDefined();
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
    const ours = steps.filter(({ uses }) => uses === './' || uses?.startsWith('pixelpeeper/pixelpeeper@'));
    for (const { with: inputs = {} } of ours)
      for (const [name, value] of Object.entries(inputs)) {
        expect(Object.keys(INPUTS)).toContain(name);
        if (!String(value).includes('${{'))
          expect(() => INPUTS[name as keyof typeof INPUTS].parse(value)).not.toThrow();
      }
    for (const [, output] of text.matchAll(/steps\.images\.outputs\.([\w-]+)/g))
      expect(Object.keys(OUTPUTS)).toContain(output);
  });
});
