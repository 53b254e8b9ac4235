/**
 * The answers of `work` for 0 to count - 1, in order, at most `concurrency` under way at once. `onNext` is called before each: what it throws
 * keeps all others from being begun.
 * @throws the first failure, once what was under way has ended
 */
export async function mapItems<Answer>(
  count: number,
  { concurrency, onNext }: { readonly concurrency: number; readonly onNext: () => void },
  work: (index: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers = new Array<Answer>(count);
  let next = 0;
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    while (next < count && !hasFailed) {
      try {
        onNext();
        const index = next++;
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
