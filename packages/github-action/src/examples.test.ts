import { readdirSync, readFileSync } from 'node:fs';

import { getOctokit } from '@actions/github';
import { describe, expect, it } from '@jest/globals';
import markdownIt from 'markdown-it';
import { parse } from 'yaml';

import { startGitHub, type PullHead, type ServedComment } from '../fixtures/github-server.ts';

import { FINDING_KINDS } from './findings.ts';
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

describe('the comment on a pull request of a fork', () => {
  const text = readFileSync(new URL('examples/github/fork-comment.yml', ROOT), 'utf8');
  const [, step] = (parse(text) as Workflow).jobs['comment']!.steps;

  const HEAD: PullHead = { sha: 'f'.repeat(40), ref: 'more-images', repo: { id: 5 } };

  /** Runs the step's script as actions/github-script does, on what a fork's run has written. */
  async function commentOn(
    report: unknown,
    { comments = [], head = HEAD }: { readonly comments?: readonly ServedComment[]; readonly head?: PullHead } = {},
  ): Promise<ServedComment[]> {
    const server = await startGitHub({ comments, pulls: [{ number: 7, head }] });
    const AsyncFunction = (async () => undefined).constructor as new (...code: string[]) => (...given: unknown[]) => Promise<void>; // prettier-ignore
    const script = new AsyncFunction('github', 'context', 'core', 'require', String(step!.with!['script']));
    const context = {
      repo: { owner: 'octo', repo: 'photos' },
      payload: { workflow_run: { head_sha: HEAD.sha, head_branch: HEAD.ref, head_repository: HEAD.repo } },
    };
    const written = { readFileSync: () => JSON.stringify(report) };
    await script(getOctokit('token', { baseUrl: server.url }), context, { notice: () => undefined }, () => written);
    server.close();
    return server.comments;
  }

  it('has words for every finding that there can be', () => {
    const [, words] = /const WORDS = \{(.*?)\};/s.exec(String(step!.with!['script']))!;
    expect([...words!.matchAll(/(\w+): '/g)].map(([, kind]) => kind).sort()).toEqual([...FINDING_KINDS].sort());
  });

  it('names the images', async () => {
    const findings = [
      { kind: 'leak', image: 'test/a b.jpg', other: 'train/a.jpg' },
      { kind: 'unreadable', image: 'c.jpg', other: null },
    ];
    expect(await commentOn({ findings })).toMatchObject([
      {
        body: '<!-- pixelpeeper fork -->\n**PixelPeeper: 2 findings**\n\n- `test/a b.jpg` is a leak of `train/a.jpg`\n- `c.jpg` cannot be read',
      },
    ]);
  });

  it('takes nothing but names out of a hostile report, and replaces its own comment', async () => {
    const evil = '`@octocat` <img src=x>\n\n# [click](http://x)\u202e ::warning::';
    const findings = [
      { kind: 'near', image: evil, other: ['<b>', evil], words: evil },
      { kind: 'constructor', image: evil },
      null,
      ...Array.from({ length: 60 }, () => ({ kind: 'gps', image: 'x'.repeat(100_000) })),
    ];
    const bot = { type: 'Bot' };
    const old = [
      { id: 1, body: '<!-- pixelpeeper fork -->', user: { type: 'User' } },
      { id: 2, body: '<!-- pixelpeeper fork --> old', user: bot },
    ];
    const [left, replaced] = await commentOn({ findings }, { comments: old });
    expect(left).toEqual(old[0]);
    const { body } = replaced!;
    expect(body.length).toBeLessThan(65_536);
    expect(body).toMatch(/\*\*PixelPeeper: 61 findings\*\*.*- and 11 more$/s);
    const page = markdownIt({ html: true, linkify: true }).render(body.slice(body.indexOf('\n')));
    expect(page.replaceAll(/<code>[^<]*<\/code>/g, '')).not.toMatch(/octocat|click|img|href|h1|warning/);
    expect(page).toContain('<code>?@octocat? &lt;img src=x&gt;??# [click](http://x)? ::warning::</code>');
  });

  it.each<Partial<PullHead>>([{ sha: 'e'.repeat(40) }, { ref: 'other' }, { repo: { id: 6 } }, { repo: null }])(
    'does not go to a pull request whose head differs by %j',
    async (other) => {
      const findings = [{ kind: 'gps', image: 'a.jpg', other: null }];
      expect(await commentOn({ findings }, { head: { ...HEAD, ...other } })).toEqual([]);
      expect(await commentOn({ findings })).toMatchObject([{ body: expect.stringContaining(': 1 finding**') }]);
    },
  );

  it('says nothing where nothing was found', async () => {
    expect(await commentOn({ findings: [] })).toEqual([]);
  });
});
