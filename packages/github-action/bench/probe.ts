// Preloaded into a run: writes what it took, threads included, to the file that PIXELPEEPER_USAGE names. Elsewhere than on Linux the peak is that of
// whatever started the run, where that is higher: a process inherits it.
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env['PIXELPEEPER_USAGE'];
if (isMainThread && file !== undefined)
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(
      file,
      JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMb: (ownPeakKb() ?? maxRSS) / 1000 }),
    );
  });

/** The high-water mark of this program alone. */
function ownPeakKb(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]);
}
