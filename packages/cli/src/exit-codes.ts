/** What the command's exit code says; scripts rely on these. */
export const EXIT = {
  done: 0,
  /** Findings that `--fail-on` names. */
  findings: 1,
  /** Some images could not be read. They are listed. */
  unreadable: 2,
  usage: 64,
  internal: 70,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;
