import { NeedsAuthenticationError, route } from '@forge/api';
import { type JiraAnswer, type JiraCaller, askJira } from '../../../src/hosts/forge/rest';

const answerOf = (status: number, body: unknown = {}, retryAfter: string | null = null): JiraAnswer => ({
  status,
  ok: status < 400,
  headers: { get: (name) => (name === 'retry-after' ? retryAfter : null) },
  text: () => Promise.resolve(JSON.stringify(body)),
});

describe('Asking Jira', () => {
  let asked: number;
  beforeEach(() => {
    asked = 0;
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  const callerOf = (
    answer: (attempt: number) => Promise<JiraAnswer>,
    functionMs = 300_000,
  ): JiraCaller & { readonly startedAt: number } => {
    const startedAt = Date.now();
    return {
      startedAt,
      requestJira: () => {
        asked += 1;
        return answer(asked);
      },
      remainingMs: () => startedAt + functionMs - Date.now(),
    };
  };

  /** What becomes of the question, and how long it took by the fake clock. */
  const outcomeOf = async (
    caller: JiraCaller & { readonly startedAt: number },
  ): Promise<{ value: unknown; failure: unknown; tookMs: number }> => {
    const asking = askJira(caller, 'field', route`/rest/api/3/field`).then(
      (value) => ({ value, failure: undefined, tookMs: Date.now() - caller.startedAt }),
      (failure: unknown) => ({ value: undefined, failure, tookMs: Date.now() - caller.startedAt }),
    );
    await jest.advanceTimersByTimeAsync(600_000);
    return asking;
  };

  it('waits as long as Jira wishes and asks again', async () => {
    const caller = callerOf((attempt) =>
      Promise.resolve(attempt === 1 ? answerOf(429, {}, '7') : answerOf(200, { a: 1 })),
    );
    expect(await outcomeOf(caller)).toEqual({ value: { a: 1 }, failure: undefined, tookMs: 7_000 });
  });

  it('asks again after a broken connection', async () => {
    const caller = callerOf((attempt) =>
      attempt === 1 ? Promise.reject(new TypeError('fetch failed')) : Promise.resolve(answerOf(200, { a: 1 })),
    );
    expect((await outcomeOf(caller)).value).toEqual({ a: 1 });
  });

  it('a connection that stays broken is a passing failure', async () => {
    const { failure } = await outcomeOf(callerOf(() => Promise.reject(new TypeError('fetch failed'))));
    expect(failure).toMatchObject({ name: 'JiraFailure', status: 0, isPassing: true });
    expect(asked).toBe(4);
  });

  it('a person who has not allowed the app is said so at once', async () => {
    const refusal = new NeedsAuthenticationError('no', 'jira');
    expect((await outcomeOf(callerOf(() => Promise.reject(refusal)))).failure).toBe(refusal);
    expect(asked).toBe(1);
  });

  it('does not ask again what Jira refuses', async () => {
    const { failure } = await outcomeOf(callerOf(() => Promise.resolve(answerOf(400, { errorMessages: ['bad'] }))));
    expect(failure).toMatchObject({ status: 400, message: 'Jira answered 400 to field: bad' });
    expect(asked).toBe(1);
  });

  it('an answer that never comes ends before the function does', async () => {
    const { failure, tookMs } = await outcomeOf(callerOf(() => new Promise(() => undefined), 25_000));
    expect(failure).toMatchObject({ status: 0 });
    expect(tookMs).toBeLessThanOrEqual(22_000);
  });

  it('does not wait for longer than the function may run', async () => {
    const { failure, tookMs } = await outcomeOf(callerOf(() => Promise.resolve(answerOf(429, {}, '10')), 25_000));
    expect(failure).toMatchObject({ status: 429 });
    expect(tookMs).toBeLessThanOrEqual(22_000);
  });

  it('asks nothing when the time is up', async () => {
    const { failure } = await outcomeOf(callerOf(() => Promise.resolve(answerOf(200)), 2_000));
    expect(failure).toMatchObject({ status: 0 });
    expect(asked).toBe(0);
  });
});
