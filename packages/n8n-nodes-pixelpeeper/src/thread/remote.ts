/** Either end of a thread: a Worker, or the worker's parentPort. */
export interface MessageEnd {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: Message) => void): unknown;
}

/** What one end offers the other: functions of arguments and answers that can be cloned. */
export type Calls<Offered> = { readonly [Name in keyof Offered]: (...args: never[]) => unknown };

/** A call's failure as it crosses the border: an error's class would be lost on the way. */
export interface RemoteFailure {
  readonly name: string;
  readonly message: string;
  /** `code` of our own errors and of the system's. */
  readonly code: string | undefined;
}

/** What went wrong at the other end. */
export class RemoteError extends Error {
  override readonly name: string;
  readonly code: string | undefined;

  constructor({ name, message, code }: RemoteFailure) {
    super(message);
    this.name = name;
    this.code = code;
  }
}

/** The other end. */
export interface Remote<Theirs extends Calls<Theirs>> {
  call<Name extends keyof Theirs>(
    name: Name,
    ...args: Parameters<Theirs[Name]>
  ): Promise<Awaited<ReturnType<Theirs[Name]>>>;
  /** Fails every call that has no answer yet, since none will come. */
  fail(error: Error): void;
}

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: RemoteFailure };

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Joins two ends of a thread: each calls the other's functions as if they were its own. */
export function joinRemote<Theirs extends Calls<Theirs>, Ours extends Calls<Ours>>(
  end: MessageEnd,
  ours: Ours,
): Remote<Theirs> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  end.on('message', (message) => {
    if (message.kind === 'call') return void answer(end, ours, message);
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') caller?.resolve(message.value as never);
    else caller?.reject(new RemoteError(message.failure));
  });
  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        end.postMessage({ kind: 'call', id, name, args });
      }),
    fail(error) {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

async function answer<Ours extends Calls<Ours>>(
  end: MessageEnd,
  ours: Ours,
  { id, name, args }: Extract<Message, { readonly kind: 'call' }>,
): Promise<void> {
  try {
    const value = await ours[name as keyof Ours](...(args as never[]));
    end.postMessage({ kind: 'answer', id, value });
  } catch (error) {
    end.postMessage({ kind: 'failure', id, failure: asFailure(error) });
  }
}

/** The code may stand in the cause: n8n's own errors wrap those of the system. */
function asFailure(error: unknown): RemoteFailure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: undefined };
  const code = codeOf(error) ?? codeOf(error.cause);
  return { name: error.name, message: error.message, code };
}

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
