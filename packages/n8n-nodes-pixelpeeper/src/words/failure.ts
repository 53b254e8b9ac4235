import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

/** What went wrong, by one of core's stable codes or one of ours. */
export interface Failure {
  readonly code: string | undefined;
  readonly message: string;
}

/** Thrown for one item. */
export class ItemFailure extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Ends the work on an item. @throws ItemFailure */
export function fail(code: string, message: string): never {
  throw new ItemFailure(code, message);
}

/** What to do, in the words of n8n's interface, where core's own words speak of a program's options. */
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  not_an_image:
    'The file holds something else, such as text or a web page. Open the binary field of the node before to see what it is; for an address, open it in a browser.',
  unsupported_format: 'Convert the image to JPEG, PNG, WebP, GIF, TIFF or AVIF before this node.',
  too_many_bytes: 'Raise Options > Maximum File Size, or use a smaller copy of the image.',
  too_many_pixels: 'Raise Options > Maximum Megapixels, or use a smaller copy of the image.',
  timeout: 'Raise Options > Timeout, or try again later.',
  decode_timeout: 'Use a smaller copy of the image.',
  image_truncated: 'The file ends too early: download or upload it again.',
  image_corrupt: 'The file is damaged: download or upload it again.',
  empty_file: 'The file is empty: check the node that made it.',
  http_status:
    'The link may have expired or need a login. Get a fresh link, or download the image with an HTTP Request node and use its binary field.',
  host_not_found: 'Check the address for a typing mistake.',
  connection_failed: 'Check that the address is right and can be reached from the computer that n8n runs on.',
  private_address: 'Use an address that can be reached from the internet, or the binary field of a node before.',
  unsupported_scheme:
    'Give an address that begins with http:// or https://. For files on disk, use a Read/Write Files node before this one.',
  invalid_url: 'Give an address that begins with http:// or https://.',
  file_not_found: 'Run the workflow from the node that makes it.',
  store_unavailable: 'Check the database in the PostgreSQL credential, or set Store to SQLite.',
  allow_list_invalid: 'Correct Options > Allow List.',
};

const STOP_HINT = 'To go on with the other items, set this node’s Settings > On Error to Continue.';

/** A failure as n8n shows it: the first sentence of what happened, and beneath it what to do. */
export function itemError(
  context: Pick<IExecuteFunctions, 'getNode'>,
  error: unknown,
  itemIndex: number,
): NodeOperationError {
  if (error instanceof NodeOperationError) return error;
  const { code, message } = asFailure(error);
  const [happened, advice] = inTwo(message);
  const description = [WHAT_TO_DO[code ?? ''] ?? advice, STOP_HINT].filter(Boolean).join(' ');
  return new NodeOperationError(context.getNode(), happened, { itemIndex, description });
}

/** The failure in one line, for an item that goes on with it. */
export function failureLine(error: NodeOperationError): string {
  const description = (error.description ?? '').replace(STOP_HINT, '').trim();
  return [error.message, description].filter(Boolean).join(' ');
}

function asFailure(error: unknown): Failure {
  if (error === null || typeof error !== 'object') return { code: undefined, message: String(error) };
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return {
    code: typeof code === 'string' ? code : undefined,
    message: typeof message === 'string' ? message : 'Something went wrong.',
  };
}

/** Core's messages are two sentences: what happened, and what to do. */
function inTwo(message: string): [string, string] {
  const end = message.search(/(?<=[.!?])\s+(?=\p{Lu})/u);
  return end < 0 ? [message, ''] : [message.slice(0, end), message.slice(end).trim()];
}
