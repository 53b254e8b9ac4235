import { createHash } from 'node:crypto';

import { failedRecord, PixelPeeper, stripKinds, type ImageRecord, type StripKind } from '@pixelpeeper/core';
import type { Command } from 'commander';

import { addCatalogOption, readCatalog, type CatalogOption } from '../catalog-option.ts';
import { EXIT } from '../exit-codes.ts';
import { createProgress, type Progress } from '../progress.ts';
import {
  addReadingOptions,
  gather,
  isImageItem,
  limits,
  readFrom,
  storeUrl,
  type ReadingOptions,
} from '../reading-options.ts';
import { harmlessJson, write, type Terminal } from '../terminal.ts';

interface ProcessCommandOptions extends ReadingOptions, CatalogOption {
  readonly dataset?: string;
  /** False with --no-metadata. */
  readonly metadata: boolean;
  readonly strip?: StripKind[];
  readonly async?: boolean;
}

const EXAMPLES = `
Examples:
  $ pixelpeeper process photo.jpg                        one record
  $ pixelpeeper process photos/ > records.jsonl          a folder, with its subfolders
  $ pixelpeeper process https://example.com/photo.jpg
  $ pixelpeeper process images.csv --dataset birds       a manifest: a column url, path or file_name
  $ pixelpeeper process photos/ --strip gps,serials      without places and serial numbers
  $ find . -name '*.jpg' | pixelpeeper process -

Ctrl-C stops after the images under way. The same command run again goes on where it stopped.`;

export function addProcessCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  addCatalogOption(addReadingOptions(program.command('process')))
    .description('Turn images into JSON records: one line each on stdout, failed ones too')
    .argument(
      '<source...>',
      'image files, folders, http(s) URLs, manifests (.csv, .jsonl, .txt, COCO .json), or - for names on stdin',
    )
    .option('--dataset <name>', 'a name to stand in the records')
    .option('--no-metadata', 'leave out EXIF, XMP, IPTC and ICC, camera and lens (faster)')
    .option('--strip <kinds>', 'leave out of the records: gps, serials, faces (comma-separated)', (text) =>
      stripKinds(text.split(',')),
    )
    .option('--async', 'print pending records first, then process them; what is left goes on at the next start')
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], options: ProcessCommandOptions) => {
      const progress = createProgress(terminal, { quiet: options.quiet ?? false });
      await using pixelpeeper = await PixelPeeper.open({
        store: storeUrl(options, terminal),
        ...limits(options),
        catalog: await readCatalog(options, terminal),
        resume: options.async ?? false,
      });
      const run = { pixelpeeper, sources, options, terminal, progress };
      try {
        exit(options.async ? await processLater(run) : await processNow(run));
      } finally {
        progress.stop();
      }
    });
}

interface Run {
  readonly pixelpeeper: PixelPeeper;
  readonly sources: readonly string[];
  readonly options: ProcessCommandOptions;
  readonly terminal: Terminal;
  readonly progress: Progress;
}

async function processNow({ pixelpeeper, sources, options, terminal, progress }: Run): Promise<number> {
  const { dataset, metadata, strip } = options;
  const { items, total } = await gather(pixelpeeper.sources(sources, readFrom(terminal)), sources);
  const batch = batchName(sources, options, terminal.cwd);
  let done = 0;
  let failed = 0;
  try {
    for await (const record of pixelpeeper.processAll(items, {
      dataset,
      metadata,
      strip,
      batch,
      signal: terminal.interrupt,
    })) {
      await writeRecord(record, terminal);
      progress.update('Processing', ++done, total);
      if (record.status === 'failed') failed++;
    }
  } catch (error) {
    if (!terminal.interrupt.aborted) throw error;
    progress.stop();
    terminal.stderr.write(
      `Stopped after ${done}${total === undefined ? '' : ` of ${total}`} images. Run the same command again to go on.\n`,
    );
    return EXIT.interrupted;
  }
  return conclude({ done, failed }, { terminal, progress, options });
}

async function processLater({ pixelpeeper, sources, options, terminal, progress }: Run): Promise<number> {
  const { dataset, metadata, strip } = options;
  let accepted = 0;
  let done = 0;
  let failed = 0;
  pixelpeeper.onFinished((record: ImageRecord) => {
    if (record.status === 'failed') failed++;
    progress.update('Processing', ++done, Math.max(accepted, done));
  });
  for await (const item of pixelpeeper.sources(sources, readFrom(terminal))) {
    const [record] = isImageItem(item)
      ? await pixelpeeper.enqueue([item.location], { dataset, metadata, strip })
      : [failedRecord({ url: item.source, filename: null, dataset, strip, now: new Date(), error: item.error })];
    accepted++;
    if (record!.status === 'failed') {
      done++;
      failed++;
    }
    await writeRecord(record!, terminal);
    if (terminal.interrupt.aborted) break;
  }
  const interrupted = new Promise<'interrupted'>((resolve) =>
    terminal.interrupt.addEventListener('abort', () => resolve('interrupted'), { once: true }),
  );
  if (terminal.interrupt.aborted || (await Promise.race([pixelpeeper.idle(), interrupted])) === 'interrupted') {
    progress.stop();
    terminal.stderr.write('Stopped. What is pending goes on at the next `pixelpeeper process --async`.\n');
    return EXIT.interrupted;
  }
  return conclude({ done, failed }, { terminal, progress, options });
}

function conclude(
  { done, failed }: { readonly done: number; readonly failed: number },
  { terminal, progress, options }: Pick<Run, 'terminal' | 'progress' | 'options'>,
): number {
  progress.stop();
  if (!options.quiet)
    terminal.stderr.write(
      `${done} ${done === 1 ? 'image' : 'images'} processed${failed > 0 ? `, ${failed} of them failed: see "error" in their records` : ''}.\n`,
    );
  return failed > 0 ? EXIT.unreadable : EXIT.done;
}

async function writeRecord(record: ImageRecord, { stdout }: Terminal): Promise<void> {
  await write(stdout, `${harmlessJson(JSON.stringify(record))}\n`);
}

/** The same words in the same folder are the same run; how fast and how loud it is makes no difference. */
function batchName(sources: readonly string[], options: ProcessCommandOptions, cwd: string): string {
  const named = { ...options, quiet: undefined, concurrency: undefined };
  return createHash('sha256').update(JSON.stringify({ sources, named, cwd })).digest('hex');
}
