import { act, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import type { TraceFilter, TraceView } from '../../static/app/src/bridge';
import { columnsOf, stackOf, topOf } from '../../static/app/src/trace/coverage-columns';
import { collectPieces } from '../../static/app/src/trace/export-pieces';
import { readAddress, writeAddress } from '../../static/app/src/trace/trace-address';
import { afterMoves, writeVerdict } from '../../static/app/src/trace/trace-figures';
import TracePage from '../../static/app/src/trace/trace-page';
import { type Functions, drawScreen, ok } from './bridge-fake';
import { commitRowOf, reviewRowOf, suggestionOf, traceOf } from './trace-views';

const NO_REVIEW = ok<'trace.review'>({ total: 0, hidden: 0, rows: [], nextCursor: undefined });

/** The page with an address of its own, as the project page holds it. */
function Addressed({ at, onSearch }: { readonly at: string; readonly onSearch: (search: string) => void }) {
  const [search, setSearch] = useState(at);
  const go = (next: string) => {
    setSearch(next);
    onSearch(next);
  };
  return <TracePage search={search} onSearch={go} onOpenHealth={() => undefined} />;
}

async function drawTrace(view: TraceView, { at = '', functions = {} }: { at?: string; functions?: Functions } = {}) {
  const addresses: string[] = [];
  const drawn = drawScreen(<Addressed at={at} onSearch={(search) => addresses.push(search)} />, {
    functions: { 'trace.read': () => ok<'trace.read'>(view), 'trace.review': () => NO_REVIEW, ...functions },
  });
  await screen.findByText('As of', { exact: false });
  return { ...drawn, addresses };
}

test.each`
  why                         | counts                                                   | verdict
  ${'as a rule'}              | ${{ linked: 71, suggested: 8, untraced: 21, exempt: 5 }} | ${'71% of the commits that need a work item have one; 8% more are suggested; 21 are honestly untraced.'}
  ${'nothing is suggested'}   | ${{ linked: 1, suggested: 0, untraced: 1, exempt: 0 }}   | ${'50% of the commits that need a work item have one; 1 is honestly untraced.'}
  ${'all but suggestions'}    | ${{ linked: 90, suggested: 10, untraced: 0, exempt: 0 }} | ${'90% of the commits that need a work item have one; 10% more are suggested; none is untraced.'}
  ${'all are linked'}         | ${{ linked: 4, suggested: 0, untraced: 0, exempt: 2 }}   | ${'All 4 commits that need a work item have one.'}
  ${'almost all are not all'} | ${{ linked: 999, suggested: 0, untraced: 1, exempt: 0 }} | ${'>99% of the commits that need a work item have one; 1 is honestly untraced.'}
  ${'only exempt ones'}       | ${{ linked: 0, suggested: 0, untraced: 0, exempt: 3 }}   | ${'None of 3 commits here needs a work item: all are exempt.'}
  ${'no repository'}          | ${undefined}                                             | ${'Nothing is known of the commits of this project.'}
`('The verdict: $why', ({ counts, verdict }: { counts: TraceView['counts']; verdict: string }) => {
  expect(writeVerdict({ counts, coverage: { explicit: undefined, expected: undefined } })).toBe(verdict);
});

test('A confirmed suggestion moves one commit, and both coverages with it.', () => {
  const counts = { linked: 50, suggested: 10, untraced: 40, exempt: 7 };
  const after = afterMoves(traceOf({ counts, coverage: { explicit: 0.5, expected: 0.58 }, queue: 10 }), [
    { from: 'suggested', to: 'linked', probability: 0.8 },
    { from: 'suggested', to: 'untraced', probability: 0.6 },
  ]);
  expect(after.counts).toEqual({ linked: 51, suggested: 8, untraced: 41, exempt: 7 });
  expect(after.coverage.explicit).toBeCloseTo(0.51);
  expect(after.coverage.expected).toBeCloseTo(0.576);
  expect(after.queue).toBe(8);
});

test.each`
  why                          | search                                          | shown
  ${'nothing'}                 | ${''}                                           | ${{ filter: {}, open: undefined }}
  ${'everything'}              | ${'?show=exempt&repo=a%2Fb&path=src%2F&team=T'} | ${{ filter: { repo: 'a/b', path: 'src/', team: 'T' }, open: 'exempt' }}
  ${'days'}                    | ${'?from=2017-01-31&until=2017-02-01'}          | ${{ filter: { from: '2017-01-31', until: '2017-02-01' }, open: undefined }}
  ${'what is no day or class'} | ${'?from=yesterday&until=2017-13-01&show=all'}  | ${{ filter: {}, open: undefined }}
`('An address says what is shown: $why', ({ search, shown }: { search: string; shown: { filter: TraceFilter } }) => {
  expect(readAddress(search)).toEqual(shown);
  expect(readAddress(writeAddress(readAddress(search)))).toEqual(shown);
});

test('Weeks without commits leave a gap in the share: nothing is divided by zero.', () => {
  const week = (monday: string, linked: number) => ({
    monday,
    counts: { linked, suggested: 0, untraced: linked, exempt: 3 },
  });
  const columns = columnsOf([week('2017-11-06', 2), week('2017-11-13', 0)]);
  expect(columns.map((column) => stackOf(column, 'share', 10).map(({ id, height }) => [id, height]))).toEqual([
    [
      ['linked', 0.5],
      ['untraced', 0.5],
    ],
    [],
  ]);
  expect(topOf(columns)).toBe(8);
});

test('Ten years of weeks are drawn as columns that can still be pointed at, and none is lost.', () => {
  const weeks = Array.from({ length: 520 }, (_, index) => ({
    monday: `week ${index}`,
    counts: { linked: 1, suggested: 0, untraced: 0, exempt: 0 },
  }));
  const columns = columnsOf(weeks);
  expect(columns.length).toBeLessThanOrEqual(90);
  expect(columns.reduce((sum, { counts }) => sum + counts.linked, 0)).toBe(520);
});

test('Both coverages stand side by side where they differ, and not where they do not.', async () => {
  await drawTrace(traceOf());
  expect(screen.getByText('77%')).toBeTruthy();
  expect(screen.getByText(/every suggestion counted/)).toBeTruthy();
});

test('Equal coverages are said once.', async () => {
  await drawTrace(traceOf({ coverage: { explicit: 0.712, expected: 0.713 } }));
  expect(screen.queryByText(/every suggestion counted/)).toBeNull();
});

test('A count opens its commits, page by page, and the address says so.', async () => {
  const { asked, addresses } = await drawTrace(traceOf(), {
    functions: {
      'trace.commits': ({ cursor }: { cursor?: string }) =>
        ok<'trace.commits'>({
          total: 210,
          hidden: 3,
          commits: [commitRowOf(cursor === undefined ? 1 : 2)],
          nextCursor: cursor === undefined ? 'next' : undefined,
        }),
    } as Functions,
  });
  fireEvent.click(screen.getByRole('button', { name: /^Untraced/ }));
  await screen.findByRole('button', { name: 'Commit 1' });
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
  await screen.findByRole('button', { name: 'Commit 2' });
  expect(screen.getByRole('button', { name: 'Commit 1' })).toBeTruthy();
  expect(screen.getByText(/2 of 210 commits, newest first; 6 lead only to items you cannot see/)).toBeTruthy();
  expect(addresses).toEqual(['?show=untraced']);
  expect(asked.functions.filter(({ name }) => name === 'trace.commits')).toEqual([
    { name: 'trace.commits', take: { class: 'untraced', limit: 20 } },
    { name: 'trace.commits', take: { class: 'untraced', limit: 20, cursor: 'next' } },
  ]);
});

test('Filters narrow every question, stay in the address, and can be cleared.', async () => {
  const { asked, addresses } = await drawTrace(traceOf({ teams: ['Platform'] }), { at: '?from=2017-01-01' });
  const path = screen.getByLabelText('Path begins with');
  fireEvent.change(path, { target: { value: 'src/' } });
  fireEvent.blur(path);
  await screen.findByText(/Within the filter/);
  expect(addresses).toEqual(['?path=src%2F&from=2017-01-01']);
  expect(asked.functions.filter(({ name }) => name === 'trace.read').map(({ take }) => take)).toEqual([
    { from: '2017-01-01' },
    { path: 'src/', from: '2017-01-01' },
  ]);
  expect(screen.getByText(/at least five of its members/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await act(async () => undefined);
  expect(addresses.at(-1)).toBe('');
});

test('Of a team there are counts without rows, path, days or review.', async () => {
  const { asked } = await drawTrace(traceOf({ teams: ['Core'], leftOut: ['team/till'], queue: 3 }), {
    at: '?team=Core&show=untraced',
  });
  expect(screen.getByText(/Left out, .*: team\/till\./)).toBeTruthy();
  expect(screen.queryByLabelText('Path begins with')).toBeNull();
  expect(screen.queryByLabelText('From')).toBeNull();
  expect(screen.getByRole('button', { name: /^Untraced/ })).toHaveProperty('disabled', true);
  expect(screen.getByText(/counted and not listed/)).toBeTruthy();
  expect(asked.functions.map(({ name }) => name)).toEqual(['trace.read']);
});

test('Choosing a team takes path and days off.', async () => {
  const { addresses } = await drawTrace(traceOf({ teams: ['Core'] }), {
    at: '?path=src%2F&from=2017-01-01&repo=a%2Fb',
  });
  fireEvent.change(screen.getByLabelText('Written by team'), { target: { value: 'Core' } });
  await act(async () => undefined);
  expect(addresses.at(-1)).toBe('?repo=a%2Fb&team=Core');
});

test('Without a repository the page says what to do, and shows no zero.', async () => {
  await drawTrace(
    traceOf({
      counts: undefined,
      coverage: { explicit: undefined, expected: undefined },
      commits: { state: 'unknown', text: 'No repository has sent commits yet.' },
    }),
  );
  expect(screen.getByText('No repository serves this project yet')).toBeTruthy();
  expect(screen.getByText(/throughline push/)).toBeTruthy();
  expect(screen.queryByText(/0%/)).toBeNull();
});

test('A refusal keeps the filters, so that whoever chose a wrong one can choose another.', async () => {
  drawScreen(<Addressed at="?team=Two" onSearch={() => undefined} />, {
    functions: { 'trace.read': () => ({ ok: false, reason: 'bad-request', message: 'That team is too small.' }) },
  });
  await screen.findByText('That team is too small.');
  expect(screen.getByLabelText('Written by team')).toBeTruthy();
});

test('What is decided in the queue counts at once above it.', async () => {
  await drawTrace(traceOf({ queue: 1 }), {
    functions: {
      'trace.review': () =>
        ok<'trace.review'>({
          total: 1,
          hidden: 0,
          rows: [reviewRowOf(1, suggestionOf(17, 0.95))],
          nextCursor: undefined,
        }),
      'trace.decide': () =>
        ok<'trace.decide'>({ repo: 'appc-daemon', sha: '', class: 'linked', links: [], entry: 'e1' }),
    },
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Confirm DAEMON-17' }));
  await screen.findByText('711');
  expect(within(screen.getByRole('button', { name: /^Suggested/ })).getByText('79')).toBeTruthy();
});

describe('An export', () => {
  const wish = { of: 'map', format: 'csv' } as const;

  test('puts the pieces together in order, and counts rows and hidden ones.', async () => {
    const { asked } = drawScreen(<p />, {
      functions: {
        'trace.export': ({ cursor }: { cursor?: string }) =>
          ok<'trace.export'>({
            text: cursor === undefined ? 'head,first\r\n' : 'second\r\n',
            rows: 1,
            hidden: 2,
            nextCursor: cursor === undefined ? 'next' : undefined,
          }),
      } as Functions,
    });
    const rows: number[] = [];
    const end = await collectPieces(wish, (so) => rows.push(so), new AbortController().signal);
    expect(end).toEqual({ kind: 'whole', pieces: ['head,first\r\n', 'second\r\n'], rows: 2, hidden: 4 });
    expect(rows).toEqual([1, 2]);
    expect(asked.functions.map(({ take }) => take)).toEqual([wish, { ...wish, cursor: 'next' }]);
  });

  test('stops when it is cancelled: half a file is no file.', async () => {
    const stop = new AbortController();
    drawScreen(<p />, {
      functions: {
        'trace.export': () => {
          stop.abort();
          return ok<'trace.export'>({ text: 'head\r\n', rows: 1, hidden: 0, nextCursor: 'next' });
        },
      },
    });
    expect(await collectPieces(wish, () => undefined, stop.signal)).toEqual({ kind: 'cancelled' });
  });

  test('is refused as a whole when one piece is.', async () => {
    drawScreen(<p />, {
      functions: { 'trace.export': () => ({ ok: false, reason: 'unavailable', message: 'Not now.' }) },
    });
    expect(await collectPieces(wish, () => undefined, new AbortController().signal)).toEqual({
      kind: 'refused',
      message: 'Not now.',
    });
  });

  test('asks for a past day as it stood at its end, and says what was left out.', async () => {
    const saved = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    URL.createObjectURL = () => 'blob:made';
    URL.revokeObjectURL = () => undefined;
    const { asked } = await drawTrace(traceOf(), {
      functions: {
        'trace.export': () => ok<'trace.export'>({ text: '', rows: 12, hidden: 1, nextCursor: undefined }),
      },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Export' }));
    fireEvent.change(screen.getByLabelText('As it stood at the end of'), { target: { value: '2017-01-31' } });
    fireEvent.click(screen.getByRole('button', { name: 'Download' }));
    await screen.findByText(
      'throughline-map-DAEMON-2017-01-31.csv holds 12 rows. 1 row about items you cannot see was left out.',
    );
    expect(asked.functions.at(-1)?.take).toEqual({ ...wish, asOf: '2017-01-31T23:59:59.999Z' });
    expect(saved).toHaveBeenCalledTimes(1);
    saved.mockRestore();
  });
});
