/**
 * The answers of `work` for 0 to count - 1, in order, at most `concurrency` under way at once. When the signal aborts no more is begun.
 * @throws the signal's reason; the first failure of `work`, once what was under way has ended
 */
export async function mapItems<Answer>(
  count: number,
  { concurrency, signal }: { readonly concurrency: number; readonly signal: AbortSignal | undefined },
  work: (index: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers = new Array<Answer>(count);
  let next = 0;
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    while (next < count && !hasFailed) {
      signal?.throwIfAborted();
      const index = next++;
      try {
        answers[index] = await work(index);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(concurrency, count) }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return answers;
}
