import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import {
  parseAllowList,
  PixelPeeper,
  SENSITIVITIES,
  toCsv,
  toHtml,
  toJson,
  toMarkdown,
  toSarif,
  type AllowList,
  type DuplicateReport,
  type DuplicateSearch,
  type Sensitivity,
  type SourceItem,
} from '@pixelpeeper/core';
import { InvalidArgumentError, Option, type Command } from 'commander';

import { explain } from './explain.ts';
import { EXIT } from '../exit-codes.ts';
import { createProgress, type Progress } from '../progress.ts';
import {
  addReadingOptions,
  gather,
  type Gathered,
  isImageItem,
  limits,
  readFrom,
  storeUrl,
  type ReadingOptions,
} from '../reading-options.ts';
import { storedNames } from '../stored-names.ts';
import { summarise } from '../summary.ts';
import { harmlessJson, write, type Terminal } from '../terminal.ts';
import { writeOutputs } from '../write-outputs.ts';

type FailOn = 'exact' | 'near' | 'leak' | 'never';

interface DuplicatesCommandOptions extends ReadingOptions {
  readonly against?: string[];
  readonly againstStore?: string | true;
  readonly splits?: boolean;
  readonly allow?: string;
  readonly sensitivity: Sensitivity;
  readonly maxFalsePairs?: number;
  readonly explain?: boolean;
  readonly json?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly csv?: string;
  readonly sarif?: string;
  readonly failOn: FailOn;
}

const EXAMPLES = `
Examples:
  $ pixelpeeper duplicates photos/ --html duplicates.html     look at them in a browser
  $ pixelpeeper duplicates data/ --splits --fail-on leak      is anything of train in test?
  $ pixelpeeper duplicates new/ --against archive/            which new ones does the archive have already?
  $ pixelpeeper duplicates new.jpg --against-store            what is this a copy of?
  $ pixelpeeper duplicates images.csv --json -                JSON on stdout
  $ pixelpeeper duplicates --explain a.jpg b.jpg              why are these two a match, or why not?

Exact duplicates have the same bytes or the same pixels. Near ones were verified picture against picture.
Ctrl-C stops; what was read is kept in the store, so the same command run again is soon where it stopped.`;

export function addDuplicatesCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  addSearchOptions(addReadingOptions(program.command('duplicates')))
    .description('Find the images that are the same, exactly or nearly')
    .argument(
      '<source...>',
      'image files, folders, http(s) URLs, manifests (.csv, .jsonl, .txt, COCO .json), or - for names on stdin',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], options: DuplicatesCommandOptions) => {
      const progress = createProgress(terminal, { quiet: options.quiet ?? false });
      const allow = await readAllowList(options.allow, terminal.cwd);
      await using pixelpeeper = await PixelPeeper.open({
        store: storeUrl(options, terminal),
        ...limits(options),
        resume: false,
      });
      try {
        if (options.explain) {
          exit(await explain(pixelpeeper, sources, { options, terminal }));
          return;
        }
        const { report, pictures } = await search(pixelpeeper, sources, { options, terminal, progress, allow });
        terminal.interrupt.throwIfAborted(); // names on stdin end at Ctrl-C: a report would be of half of them
        progress.stop();
        await writeReports(report, pictures, { options, terminal });
        exit(exitCode(report, options.failOn));
      } catch (error) {
        if (!terminal.interrupt.aborted) throw error;
        progress.stop();
        terminal.stderr.write('Stopped. What was read is kept: run the same command again to go on.\n');
        exit(EXIT.interrupted);
      } finally {
        progress.stop();
      }
    });
}

function addSearchOptions(command: Command): Command {
  return command
    .option('--against <source...>', 'compare with these instead of among one another')
    .option('--against-store [dataset]', 'compare with what was processed into the store, or into one dataset of it')
    .option('--splits', 'report pairs across train, validation and test (by folder name or manifest column)')
    .option(
      '--allow <file>',
      'pairs that are known not to be duplicates: JSON, [{ "a": SHA-256, "b": SHA-256, "reason": TEXT }]',
    )
    .addOption(
      new Option(
        '--sensitivity <how>',
        'strict: copies of whole pictures, without doubt; balanced: crops, tilts, overlays, screenshots as well; thorough: doubtful ones too',
      )
        .choices(SENSITIVITIES)
        .default('balanced'),
    )
    .option(
      '--max-false-pairs <count>',
      'ask for as much likeness as it takes to expect at most so many false pairs (default: 1)',
      positiveNumber,
    )
    .option('--explain', 'say why two images are a match, or are none (text, or --html and --json)')
    .option('--json <file>', 'write the report as JSON (- for stdout)')
    .option('--html <file>', 'write a page with pictures')
    .option('--markdown <file>', 'write Markdown (- for stdout)')
    .option('--csv <file>', 'write a table of pairs (- for stdout)')
    .option('--sarif <file>', 'write SARIF 2.1.0 (- for stdout)')
    .addOption(
      new Option(
        '--fail-on <what>',
        'exit with 1 when there are: exact ones, near ones (or exact), leaks across splits',
      )
        .choices(['exact', 'near', 'leak', 'never'])
        .default('never'),
    );
}

function positiveNumber(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('Expected a number over 0, such as 0.01.');
  return number;
}

interface Context {
  readonly options: DuplicatesCommandOptions;
  readonly terminal: Terminal;
}

const PHASES = { reading: 'Reading', comparing: 'Comparing', showing: 'Making the page' };

async function search(
  pixelpeeper: PixelPeeper,
  sources: readonly string[],
  {
    options,
    terminal,
    progress,
    allow,
  }: Context & { readonly progress: Progress; readonly allow: AllowList | undefined },
): Promise<DuplicateSearch> {
  const { againstStore } = options;
  const own = await gather(pixelpeeper.sources(sources, readFrom(terminal)), againstStore === undefined ? sources : []);
  const reference = options.against
    ? await gather(pixelpeeper.sources(options.against, readFrom(terminal)), options.against)
    : undefined;
  const withSplits = options.splits ?? options.failOn === 'leak';
  const withOrWithout = (items: AsyncIterable<SourceItem>): AsyncIterable<SourceItem> =>
    withSplits ? items : withoutSplits(items);
  return pixelpeeper.findDuplicates(withOrWithout(own.items), {
    against: reference && withOrWithout(reference.items),
    stored:
      againstStore === undefined
        ? undefined
        : {
            dataset: againstStore === true ? undefined : againstStore,
            nameOf: storedNames(own.names, terminal.cwd),
          },
    allow,
    sensitivity: options.sensitivity,
    maxFalsePairs: options.maxFalsePairs,
    show: options.html !== undefined,
    signal: terminal.interrupt,
    onProgress: ({ phase, done, total = againstStore === undefined ? totalOf(own, reference) : undefined }) =>
      progress.update(PHASES[phase], done, total),
  });
}

/** How many images are read, where that is known. */
function totalOf(own: Gathered, reference: Gathered | undefined): number | undefined {
  return reference?.total === undefined || own.total === undefined ? own.total : own.total + reference.total;
}

async function* withoutSplits(items: AsyncIterable<SourceItem>): AsyncGenerator<SourceItem> {
  for await (const item of items) yield isImageItem(item) ? { ...item, split: null } : item;
}

async function readAllowList(file: string | undefined, cwd: string): Promise<AllowList | undefined> {
  return file === undefined ? undefined : parseAllowList(await readFile(resolve(cwd, file), 'utf8'), new Date());
}

/** Reports to their files; a summary for people on stdout, unless a report goes there. */
async function writeReports(
  report: DuplicateReport,
  pictures: ReadonlyMap<string, string>,
  { options, terminal }: Context,
): Promise<void> {
  const { files, isStdoutTaken } = await writeOutputs(
    [
      [options.json, () => harmlessJson(toJson(report))],
      [options.html, () => toHtml(report, { pictures })],
      [options.markdown, () => toMarkdown(report)],
      [options.csv, () => toCsv(report)],
      [options.sarif, () => harmlessJson(toSarif(report))],
    ],
    terminal,
  );
  await write(
    isStdoutTaken ? terminal.stderr : terminal.stdout,
    options.quiet && isStdoutTaken ? '' : summarise(report, files),
  );
}

function exitCode({ summary }: DuplicateReport, failOn: FailOn): number {
  const findings = {
    exact: summary.exact_pairs,
    near: summary.exact_pairs + summary.near_pairs,
    leak: summary.leaks,
    never: 0,
  }[failOn];
  if (findings > 0) return EXIT.findings;
  return summary.unreadable > 0 ? EXIT.unreadable : EXIT.done;
}
