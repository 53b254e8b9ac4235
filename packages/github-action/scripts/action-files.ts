import { stringify } from 'yaml';

import type { InputKind } from '../src/inputs/input-kinds.ts';
import { INPUT_NAMES, INPUTS } from '../src/inputs/input-table.ts';
import { OUTPUTS } from '../src/publish/outputs.ts';

/** The root action.yml: what GitHub knows of the action. Defaults are the code's own, so that a config file can stand between. */
export function actionYml(): string {
  const action = {
    name: 'PixelPeeper: no duplicate images',
    description:
      'No pull request brings a duplicate image in: exact and near duplicates, and leaks between train and test.',
    author: 'PixelPeeper',
    branding: { icon: 'copy', color: 'purple' },
    inputs: Object.fromEntries(INPUT_NAMES.map((name) => [name, inputOf(name)])),
    outputs: Object.fromEntries(Object.entries(OUTPUTS).map(([name, { about }]) => [name, { description: about }])),
    runs: { using: 'node24', main: 'packages/github-action/dist/index.mjs' },
  };
  return `# Made of packages/github-action/src by \`npm run build:inputs\`: not to be edited.\n${stringify(action, { lineWidth: 0 })}`;
}

function inputOf(name: (typeof INPUT_NAMES)[number]): object {
  const { about } = INPUTS[name];
  const description = { description: `${about} Default: ${defaultOf(name)}.`, required: false };
  return name === 'github-token' ? { ...description, default: '${{ github.token }}' } : description;
}

/** The README's tables of inputs and outputs, as Markdown. */
export function tables(): string {
  const inputs = INPUT_NAMES.map((name) =>
    row([`\`${name}\``, INPUTS[name].about, INPUTS[name].allowed, defaultOf(name)]),
  );
  const outputs = Object.entries(OUTPUTS).map(([name, { about }]) => row([`\`${name}\``, about]));
  return [
    row(['Input', 'What it does', 'Value', 'Default']),
    row(['---', '---', '---', '---']),
    ...inputs,
    '',
    row(['Output', 'What it says']),
    row(['---', '---']),
    ...outputs,
  ].join('\n');
}

function defaultOf(name: (typeof INPUT_NAMES)[number]): string {
  if (name === 'github-token') return 'the job’s token';
  const { default: usual } = INPUTS[name] as InputKind<unknown>;
  if (Array.isArray(usual)) return usual.length === 0 ? 'none' : usual.map((item) => `\`${item}\``).join(', ');
  return usual === '' ? 'none' : `\`${String(usual)}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

const [START, END] = ['<!-- inputs: made by `npm run build:inputs` -->', '<!-- end of inputs -->'];

/** A README with these tables between its marks. */
export function withTables(readme: string): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`Expected the README to have the marks ${START} and ${END}`);
  return `${readme.slice(0, start + START.length)}\n\n${tables()}\n\n${readme.slice(end)}`;
}
