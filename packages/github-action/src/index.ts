import * as core from '@actions/core';

import { run } from './main.ts';
import { Refusal } from './refusal.ts';

try {
  await run();
} catch (error) {
  core.setOutput('conclusion', 'failure');
  if (error instanceof Refusal) {
    const { message, place } = error;
    core.setFailed(message);
    if (place) core.error(message, { file: place.file, startLine: place.line, title: 'PixelPeeper' });
  } else {
    core.setFailed('PixelPeeper failed; this is a defect, please report it.');
    core.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
// Connections that a library keeps open must not keep the job waiting; what was printed still has to get out.
process.stdout.write('', () => process.exit());
