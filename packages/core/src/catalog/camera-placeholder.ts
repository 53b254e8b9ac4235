/** What programs and no-name cameras write when they have no model to write. */
const NOTHING =
  /^(?:[-*?._\s]+|n\/?a|\(?none\)?|\(?null\)?|nil|unknown(?: (?:model|camera))?|undefined|not (?:set|available)|camera ?model|model|default)$/i;

/** Whether a Model says only that there is none to say: "Unknown", "N/A", "(null)". */
export function isCameraPlaceholder(model: string): boolean {
  return NOTHING.test(model);
}
