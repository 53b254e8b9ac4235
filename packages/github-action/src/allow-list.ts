import { parseAllowList, SourceError, type AllowList } from '@pixelpeeper/core';

import { Refusal } from './refusal.ts';

/**
 * Reads the allow list.
 * @param file its name, for messages.
 * @throws Refusal allow_list_invalid with the line of what is wrong.
 */
export function readAllowList(text: string, file: string, now: Date): AllowList {
  try {
    return parseAllowList(text, now);
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    const { line } = cause;
    const at = line === undefined ? '' : `, line ${line}`;
    throw new Refusal('allow_list_invalid', `${file}${at}: ${cause.message}`, {
      cause,
      ...(line !== undefined && { place: { file, line } }),
    });
  }
}
