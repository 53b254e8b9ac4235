import cliProgress from 'cli-progress';

import type { Terminal } from './terminal.ts';

/** Shows how far long work has come: a bar on a terminal, a line every few seconds elsewhere, nothing when it is to be quiet. */
export interface Progress {
  /** @param total undefined while it is not known. */
  update(label: string, done: number, total: number | undefined): void;
  stop(): void;
}

const LINE_EVERY_MS = 5_000;

export function createProgress({ stderr }: Terminal, { quiet }: { readonly quiet: boolean }): Progress {
  if (quiet) return { update: () => undefined, stop: () => undefined };
  return stderr.isTTY === true ? bar(stderr) : lines(stderr);
}

function bar(stream: Terminal['stderr']): Progress {
  const single = new cliProgress.SingleBar(
    {
      stream,
      format: '{label} {bar} {value}/{total}  {rate}  {eta_formatted} left',
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      gracefulExit: false, // Ctrl-C is handled where the work can be stopped cleanly
      formatTime: (seconds, options, roundTo) =>
        Number.isFinite(seconds) ? cliProgress.Format.TimeFormat(seconds, options, roundTo) : '?',
    },
    cliProgress.Presets.shades_classic,
  );
  let label = '';
  let started = 0;
  return {
    update(nextLabel, done, total) {
      if (nextLabel !== label) {
        single.stop();
        label = nextLabel;
        started = performance.now();
        single.start(total ?? done, done, { label, rate: '' });
      }
      const perSecond = (done / (performance.now() - started)) * 1000;
      single.setTotal(total ?? Math.max(done, 1));
      single.update(done, { label, rate: Number.isFinite(perSecond) ? `${perSecond.toFixed(0)}/s` : '' });
    },
    stop: () => single.stop(),
  };
}

function lines(stream: Terminal['stderr']): Progress {
  let next = performance.now() + LINE_EVERY_MS;
  return {
    update(label, done, total) {
      if (performance.now() < next) return;
      next = performance.now() + LINE_EVERY_MS;
      stream.write(`${label} ${done}${total === undefined ? '' : ` of ${total}`}\n`);
    },
    stop: () => undefined,
  };
}
