/**
 * Does the work for every value, a few at a time and in order. When one fails, no further work is
 * begun; what was begun ends first, and then the failure is thrown.
 */
export async function aFewAtATime<T>(
  values: readonly T[],
  atOnce: number,
  work: (value: T) => Promise<void>,
): Promise<void> {
  const queue = values[Symbol.iterator]();
  let failure: { readonly cause: unknown } | undefined;
  const takeNext = async (): Promise<void> => {
    for (let next = queue.next(); !failure && !next.done; next = queue.next()) {
      try {
        await work(next.value);
      } catch (cause) {
        failure ??= { cause };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeNext));
  if (failure) throw failure.cause;
}
