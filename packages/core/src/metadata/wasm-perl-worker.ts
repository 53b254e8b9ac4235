// A thread in which ExifTool runs in a Perl of WebAssembly, asked about one file after another. See wasm-perl.ts.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { memoryUsage } from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';

import { MemoryFileSystem, ZeroPerl } from '@6over3/zeroperl-ts';

import { ENVIRONMENT } from './exiftool-engine.ts';
import { limitMemory } from './limit-memory.ts';
import type { PerlAnswer, PerlRequest, PerlStart } from './perl-thread.ts';

const PAGE_BYTES = 65_536;

/**
 * The exiftool script as it is, told to stay open. Whenever it would read arguments from its input, it gives what it has printed since to
 * `exchange` and goes on with the arguments that come back.
 */
const STAY_OPEN = `
  my $printed = '';
  close STDOUT;
  open STDOUT, '>', \\$printed;
  {
    package Exchange; # a built-in function can be replaced from another package only
    *main::sysread = sub (*\\$$;$) {
      my $answer = $printed;
      seek STDOUT, 0, 0;
      $printed = '';
      my $arguments = main::exchange($answer);
      \${$_[1]} .= $arguments;
      return length $arguments;
    };
  }
  $0 = '/exiftool';
  @ARGV = ('-config', '', '-stay_open', 'True', '-@', '-');
  do '/exiftool';
`;

const { exiftool, maxBytes } = workerData as PerlStart;
const port = parentPort!;
let complaints = '';

// Only where there are these does the package take its program from `fetch`: otherwise from a path that it takes from a URL, which is
// another one when a folder has a space in its name.
Object.assign(globalThis, { window: {}, document: {} });

const files = mount(exiftool);
const perl = await ZeroPerl.create({
  fileSystem: files,
  env: ENVIRONMENT,
  fetch: () => Promise.resolve(new Response(limitMemory(readFileSync(programPath()), maxBytes / PAGE_BYTES))),
  stderr: (text) => {
    complaints = String(text);
  },
});

let question = 0;
let lastName: string | undefined;
perl.registerFunction('exchange', async (printed) => {
  if (question++ === 0) return perl.createString('-ver\n-execute\n');
  if (lastName !== undefined) files.removeFile(lastName);
  // Perl's string holds bytes, each a character here.
  const text = Buffer.from(printed.toString(), 'latin1').toString('utf8');
  port.postMessage({ text, memoryBytes: memoryUsage().external } satisfies PerlAnswer);
  const [{ args, name, bytes }] = (await once(port, 'message')) as [PerlRequest];
  files.addFile(name, bytes);
  lastName = name;
  return perl.createString([...args, name, '-execute', ''].join('\n'));
});
const { error } = await perl.eval(STAY_OPEN);
throw new Error(error?.trim() || complaints.trim() || 'Perl stopped');

/** ExifTool's own files, as a disk for Perl: the rest of this computer is out of its reach. */
function mount(folder: string): MemoryFileSystem {
  const disk = new MemoryFileSystem({ '/': '' });
  disk.addFile('/exiftool', new Uint8Array(readFileSync(join(folder, 'exiftool'))));
  for (const entry of readdirSync(join(folder, 'lib'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile())
      disk.addFile(`/${relative(folder, path).replaceAll(sep, '/')}`, new Uint8Array(readFileSync(path)));
  }
  return disk;
}

function programPath(): string {
  return createRequire(import.meta.url).resolve('@6over3/zeroperl-ts/zeroperl.wasm');
}
