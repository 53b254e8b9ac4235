export type RefusalCode =
  | 'input_invalid'
  | 'config_invalid'
  | 'allow_list_invalid'
  | 'git_missing'
  | 'no_repository'
  | 'git_failed'
  | 'base_missing'
  | 'event_unsafe'
  | 'baseline_invalid'
  | 'report_unwritable'
  | 'timeout';

/** Why the action cannot do what it was asked; the message says what happened and what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** The file that is to be changed, for an annotation at it. */
  readonly place: { readonly file: string; readonly line: number } | undefined;

  constructor(
    code: RefusalCode,
    message: string,
    context: { readonly place?: { readonly file: string; readonly line: number }; readonly cause?: unknown } = {},
  ) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.code = code;
    this.place = context.place;
  }
}
