import { open, type FileHandle } from 'node:fs/promises';

/** Bytes of a file. */
export interface Stretch {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** Where a record stands. */
export interface Span extends Stretch {
  /** Whether the record says why the image cannot be read. */
  readonly isError: boolean;
}

/** Records of images by their blob ids, in a file that is written once. */
export interface IndexFile {
  readonly spans: ReadonlyMap<string, Span>;
}

const MAGIC = Buffer.from('PixelPeeperIndex');
const END = Buffer.from('EndOfIndex');
/** Offset of the directory, 8 bytes, and how many records it names, 4 bytes. */
const TAIL = 8 + 4 + END.length;

/**
 * Opens an index: a head with the format's version, the records, a directory of ids and lengths, and where that begins.
 * @returns undefined where there is no such file, or it is of another version or broken: then everything is found out anew.
 */
export async function openIndex(file: string, version: string): Promise<IndexFile | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    const head = headOf(version);
    if (size < head.length + TAIL || !(await readAt(handle, 0, head.length)).equals(head)) return undefined;
    const tail = await readAt(handle, size - TAIL, TAIL);
    const [start, count] = [Number(tail.readBigUInt64LE(0)), tail.readUInt32LE(8)];
    if (!tail.subarray(12).equals(END) || start < head.length || start > size - TAIL) return undefined;
    const directory = await readAt(handle, start, size - TAIL - start);
    return readDirectory(directory, { file, count, first: head.length, end: start });
  } finally {
    await handle.close();
  }
}

/** Writes an index, record by record. */
export interface IndexWriter extends IndexFile {
  add(blob: string, record: Uint8Array, isError: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function createIndex(file: string, version: string): Promise<IndexWriter> {
  const handle = await open(file, 'w');
  const head = headOf(version);
  const spans = new Map<string, Span>();
  let end = head.length;
  let pending: Uint8Array[] = [head];
  let pendingBytes = head.length;
  const flush = async (): Promise<void> => {
    const parts = pending;
    pending = [];
    pendingBytes = 0;
    await handle.appendFile(Buffer.concat(parts));
  };
  return {
    spans,
    async add(blob, record, isError) {
      if (spans.has(blob)) return;
      spans.set(blob, { file, offset: end, length: record.length, isError });
      end += record.length;
      pending.push(record);
      pendingBytes += record.length;
      if (pendingBytes >= BLOCK_BYTES) await flush();
    },
    async close() {
      pending.push(writeDirectory(spans, end));
      await flush();
      await handle.close();
    },
  };
}

/** Read and written at once. */
const BLOCK_BYTES = 1024 * 1024;

/** Records in the order in which they stand in their file, read in blocks; each is a part of a block. */
export async function* readRecords(
  spans: readonly Stretch[],
): AsyncGenerator<{ readonly at: number; readonly record: Uint8Array }> {
  const sorted = spans.map((span, at) => ({ ...span, at })).sort((a, b) => a.offset - b.offset);
  if (sorted.length === 0) return;
  const handle = await open(sorted[0]!.file);
  try {
    for (let from = 0, to = 0; from < sorted.length; from = to) {
      const start = sorted[from]!.offset;
      for (to = from + 1; to < sorted.length && endOf(sorted[to]!) - start <= BLOCK_BYTES;) to++;
      const block = await readAt(handle, start, endOf(sorted[to - 1]!) - start);
      for (const { at, offset, length } of sorted.slice(from, to))
        yield { at, record: block.subarray(offset - start, offset - start + length) };
    }
  } finally {
    await handle.close();
  }
}

function endOf({ offset, length }: Stretch): number {
  return offset + length;
}

function headOf(version: string): Buffer {
  return Buffer.concat([MAGIC, Buffer.from(`${version}\n`)]);
}

/** Each id's length in bytes, the id, whether the record is an error, the record's length in four bytes. */
function writeDirectory(spans: ReadonlyMap<string, Span>, start: number): Buffer {
  const parts = Array.from(spans, ([blob, { length, isError }]) => {
    const id = Buffer.from(blob, 'hex');
    const entry = Buffer.alloc(id.length + 6);
    entry[0] = id.length;
    entry.set(id, 1);
    entry[id.length + 1] = isError ? 1 : 0;
    entry.writeUInt32LE(length, id.length + 2);
    return entry;
  });
  const tail = Buffer.alloc(12);
  tail.writeBigUInt64LE(BigInt(start));
  tail.writeUInt32LE(spans.size, 8);
  return Buffer.concat([...parts, tail, END]);
}

function readDirectory(
  directory: Buffer,
  {
    file,
    count,
    first,
    end,
  }: { readonly file: string; readonly count: number; readonly first: number; readonly end: number },
): IndexFile | undefined {
  const spans = new Map<string, Span>();
  let offset = first;
  for (let at = 0, read = 0; read < count; read++) {
    const idEnd = at + 1 + (directory[at] ?? 0);
    if (idEnd + 5 > directory.length) return undefined;
    const isError = directory[idEnd] === 1;
    const length = directory.readUInt32LE(idEnd + 1);
    spans.set(directory.toString('hex', at + 1, idEnd), { file, offset, length, isError });
    offset += length;
    at = idEnd + 5;
  }
  return offset === end ? { spans } : undefined;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let filled = 0; filled < length;) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new Error(`An index file has ended at ${position + filled} bytes while it was read.`);
    filled += bytesRead;
  }
  return bytes;
}
