import type { ExifToolEngine } from './exiftool-engine.ts';

/** A part in an engine that others may be using too. */
export interface SharedEngine {
  /** Rejects, each time, when the engine does not start. */
  readonly engine: Promise<ExifToolEngine>;
  /** Gives the part back; with the last one the engine is closed. */
  release(): Promise<void>;
}

interface Running {
  readonly engine: Promise<ExifToolEngine>;
  users: number;
}

/** By the options they were started with. */
const running = new Map<string, Running>();

/** The engine that runs under this key in this process, started when there is none. */
export function shareEngine(key: string, start: () => Promise<ExifToolEngine>): SharedEngine {
  const shared = running.get(key) ?? { engine: start(), users: 0 };
  running.set(key, shared);
  shared.users++;
  return {
    engine: shared.engine,
    async release() {
      if (--shared.users > 0) return;
      running.delete(key);
      await shared.engine.then(
        (engine) => engine.close(),
        () => undefined, // it never started
      );
    },
  };
}
