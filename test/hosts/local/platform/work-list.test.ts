import { openWorkList, type Work } from '../../../../src/hosts/local/platform/queue/work-list';

/** Work that is done when the test says so. */
function openBench(mostAtOnce: number) {
  let now = 0;
  const begun: string[] = [];
  const failures: unknown[] = [];
  const finish = new Map<string, (error?: Error) => void>();
  const list = openWorkList(
    () => now,
    mostAtOnce,
    (error) => failures.push(error),
  );
  const add = (id: string, dueAt: number, lane?: Work['lane']): void =>
    list.add({
      id,
      dueAt,
      ...(lane ? { lane } : {}),
      run: () =>
        new Promise((resolve, reject) => {
          begun.push(id);
          finish.set(id, (error) => (error ? reject(error) : resolve()));
        }),
    });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    list,
    add,
    begun,
    failures,
    end: (id: string, error?: Error) => finish.get(id)?.(error),
    settled,
    turn: (to: number) => (now = to),
  };
}

describe('the work list', () => {
  test('begins what is due, and the rest when the clock gets there', () => {
    const bench = openBench(9);
    bench.add('later', 10);
    bench.add('now', 0);
    expect(bench.begun).toEqual(['now']);
    bench.turn(10);
    bench.list.pump();
    expect(bench.begun).toEqual(['now', 'later']);
  });

  test('runs no more at once than it may', async () => {
    const bench = openBench(2);
    for (const id of ['a', 'b', 'c']) bench.add(id, 0);
    expect(bench.begun).toEqual(['a', 'b']);
    bench.end('a');
    await bench.settled();
    expect(bench.begun).toEqual(['a', 'b', 'c']);
  });

  test('keeps a lane to its limit while other work passes', async () => {
    const bench = openBench(9);
    const lane = { key: 'project', limit: 1 };
    bench.add('a', 0, lane);
    bench.add('b', 0, lane);
    bench.add('c', 0);
    expect(bench.begun).toEqual(['a', 'c']);
    bench.end('a');
    await bench.settled();
    expect(bench.begun).toEqual(['a', 'c', 'b']);
  });

  test('goes on after work that failed, and reports it', async () => {
    const bench = openBench(1);
    bench.add('a', 0);
    bench.add('b', 0);
    bench.end('a', new Error('host bug'));
    await bench.settled();
    expect(bench.begun).toEqual(['a', 'b']);
    expect(bench.failures).toEqual([new Error('host bug')]);
  });

  test('drains what is due later in due order, without the clock', async () => {
    const bench = openBench(9);
    bench.add('third', 30);
    bench.add('second', 20);
    const drained = bench.list.drain();
    expect(bench.begun).toEqual(['second']);
    bench.add('first', 10);
    bench.end('second');
    await bench.settled();
    expect(bench.begun).toEqual(['second', 'first']);
    bench.end('first');
    await bench.settled();
    bench.end('third');
    await drained;
    expect(bench.begun).toEqual(['second', 'first', 'third']);
  });

  test('removes what has not begun, and begins nothing once stopped', async () => {
    const bench = openBench(9);
    bench.add('a', 0);
    bench.add('b', 10);
    expect(bench.list.remove('b')).toBe(true);
    expect(bench.list.remove('a')).toBe(false);
    bench.end('a');
    await bench.list.stop();
    bench.add('c', 0);
    expect(bench.begun).toEqual(['a']);
  });
});
