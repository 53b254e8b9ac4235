/** Lets work through while the pixels it holds together stay within a budget; what is larger than the budget runs alone. First come, first served. */
export interface PixelGate {
  run<T>(pixels: number, work: () => Promise<T>): Promise<T>;
}

/** @param budget most pixels decoded at once, 1 and up. */
export function createPixelGate(budget: number): PixelGate {
  let held = 0;
  const waiting: { pixels: number; start: () => void }[] = [];
  const admit = (): void => {
    for (let next = waiting[0]; next && (held === 0 || held + next.pixels <= budget); next = waiting[0]) {
      waiting.shift();
      held += next.pixels;
      next.start();
    }
  };
  return {
    async run(pixels, work) {
      await new Promise<void>((start) => {
        waiting.push({ pixels, start });
        admit();
      });
      try {
        return await work();
      } finally {
        held -= pixels;
        admit();
      }
    },
  };
}
