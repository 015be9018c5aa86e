import { act, fireEvent, screen, within } from '@testing-library/react';
import type { Requests, ReviewRowView, TraceRequests } from '../../static/app/src/bridge';
import type { CommitMove } from '../../static/app/src/commit/commit-detail';
import ReviewQueue from '../../static/app/src/review/review-queue';
import { type Functions, drawScreen, ok } from './bridge-fake';
import { decisionOf, reviewRowOf, suggestionOf } from './trace-views';

type Decide = TraceRequests['trace.decide']['take'];

const ROWS = [
  reviewRowOf(1, suggestionOf(17, 0.97), suggestionOf(18, 0.5)),
  reviewRowOf(2, suggestionOf(31, 0.93)),
  reviewRowOf(3, suggestionOf(22, 0.66), suggestionOf(23, 0.6)),
];

async function drawQueue({
  rows = ROWS,
  canDecide = true,
  functions = {},
  more = undefined,
}: {
  readonly rows?: readonly ReviewRowView[];
  readonly canDecide?: boolean;
  readonly functions?: Functions;
  readonly more?: readonly ReviewRowView[] | undefined;
} = {}) {
  const moves: CommitMove[] = [];
  const drawn = drawScreen(
    <ReviewQueue filter={{}} canDecide={canDecide} projectKey="DAEMON" onMoved={(move) => moves.push(move)} />,
    {
      functions: {
        'trace.review': ({ cursor }: Requests['trace.review']['take']) =>
          ok<'trace.review'>({
            total: rows.length,
            hidden: 0,
            rows: cursor === undefined ? rows : (more ?? []),
            nextCursor: cursor === undefined && more ? 'next' : undefined,
          }),
        'trace.decide': ({ decision }: Decide) =>
          ok<'trace.decide'>(decisionOf(1, decision === 'confirm' ? 'linked' : 'untraced')),
        'trace.undo': () => ok<'trace.undo'>(decisionOf(1, 'suggested')),
        ...functions,
      } as Functions,
    },
  );
  const card = (number: number) => screen.getByRole('article', { name: `Commit ${number}` });
  await screen.findByRole('article', { name: 'Commit 1' });
  act(() => card(1).focus());
  const press = async (...keys: readonly string[]) => {
    for (const key of keys)
      await act(async () => {
        fireEvent.keyDown(document.activeElement ?? document.body, { key });
      });
  };
  const sent = () =>
    drawn.asked.functions.flatMap(({ name, take }) => {
      const { key, decision } = take as Partial<Decide>;
      return name === 'trace.review' ? [] : [`${decision ?? 'undo'} ${key}`];
    });
  const heard = () => screen.getByRole('status', { name: 'What happened' }).textContent;
  return { ...drawn, card, press, sent, heard, moves };
}

test('By keyboard: confirm, reject, and take the last decision back; the focus always lies on a commit.', async () => {
  const { card, press, sent, heard, moves } = await drawQueue();
  await press('c');
  expect(within(card(1)).getByText('Linked to', { exact: false })).toBeTruthy();
  expect(document.activeElement).toBe(card(2));
  await press('r');
  expect(within(card(2)).getByText('Not DAEMON-31')).toBeTruthy();
  expect(document.activeElement).toBe(card(3));
  await press('u');
  expect(document.activeElement).toBe(card(2));
  expect(within(card(2)).queryByText('Not DAEMON-31')).toBeNull();
  expect(heard()).toBe('Taken back. Commit 2 waits for an answer again.');
  await press('u');
  expect(document.activeElement).toBe(card(1));
  await press('u');
  expect(heard()).toBe('There is nothing to take back.');
  expect(sent()).toEqual(['confirm DAEMON-17', 'reject DAEMON-31', 'undo DAEMON-31', 'undo DAEMON-17']);
  expect(moves.map(({ from, to }) => `${from} ${to}`)).toEqual([
    'suggested linked',
    'suggested untraced',
    'untraced suggested',
    'linked suggested',
  ]);
});

test('A possible candidate is not picked beforehand: Enter confirms only what somebody picked.', async () => {
  const { card, press, sent, heard } = await drawQueue();
  await press('j', 'j', 'Enter');
  expect(sent()).toEqual([]);
  expect(heard()).toBe('Pick a work item first, with its number.');
  await press('2', 'Enter');
  expect(sent()).toEqual(['confirm DAEMON-23']);
  expect(within(card(3)).getByRole('link', { name: 'DAEMON-23' })).toBeTruthy();
});

test('The only candidate there is need not be picked.', async () => {
  const { press, sent } = await drawQueue({ rows: [reviewRowOf(1, suggestionOf(20, 0.6))] });
  await press('Enter');
  expect(sent()).toEqual(['confirm DAEMON-20']);
});

test('None of these rejects every candidate that was shown.', async () => {
  const { press, sent } = await drawQueue();
  await press('r');
  expect(sent()).toEqual(['reject DAEMON-17', 'reject DAEMON-18']);
});

test('A refused decision goes back to where it was, says why, and is nothing to undo.', async () => {
  const { card, press, heard, moves } = await drawQueue({
    functions: {
      'trace.decide': () => ({ ok: false, reason: 'no-permission', message: 'You may not edit DAEMON-17.' }),
    },
  });
  await press('c');
  expect(within(card(1)).getByText('You may not edit DAEMON-17.')).toBeTruthy();
  expect(within(card(1)).queryByText('Linked to', { exact: false })).toBeNull();
  expect(heard()).toBe('It was not saved: You may not edit DAEMON-17.');
  await press('u');
  expect(heard()).toBe('There is nothing to take back.');
  expect(moves).toEqual([]);
});

test('When the second of two rejections is refused, the first is taken back too.', async () => {
  const { card, press, sent } = await drawQueue({
    functions: {
      'trace.decide': ({ key }: Decide) =>
        key === 'DAEMON-18'
          ? { ok: false, reason: 'unavailable', message: 'Not now.' }
          : ok<'trace.decide'>(decisionOf(1, 'suggested')),
    } as Functions,
  });
  await press('r');
  expect(sent()).toEqual(['reject DAEMON-17', 'reject DAEMON-18', 'undo DAEMON-17']);
  expect(within(card(1)).getByText('Not now.')).toBeTruthy();
});

test('Likely ones are confirmed together and taken back one by one.', async () => {
  const { card, press, sent, heard } = await drawQueue();
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Confirm 2 ticked ones' }));
  });
  expect(sent()).toEqual(['confirm DAEMON-17', 'confirm DAEMON-31']);
  expect(heard()).toBe('2 commits linked. U takes them back one by one.');
  expect(document.activeElement).toBe(card(3));
  await press('u');
  expect(sent().at(-1)).toBe('undo DAEMON-31');
  expect(within(card(1)).getByText('Linked to', { exact: false })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Confirm the ticked one' })).toBeTruthy();
});

test('Decided rows stay until more is loaded; those that wait stay even then.', async () => {
  const { press, card } = await drawQueue({ more: [reviewRowOf(4, suggestionOf(40, 0.9))] });
  await press('c');
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Load more' }));
  });
  expect(screen.queryByRole('article', { name: 'Commit 1' })).toBeNull();
  expect(card(2)).toBeTruthy();
  expect(card(4)).toBeTruthy();
});

test('Who may not edit work items sees everything, is told why, and sends nothing.', async () => {
  const { press, sent, card } = await drawQueue({ canDecide: false });
  expect(screen.getByText(/the right to edit work items of DAEMON/)).toBeTruthy();
  await press('c', 'r', 'u', '1', 'j');
  expect(sent()).toEqual([]);
  expect(document.activeElement).toBe(card(2));
  expect(screen.queryByRole('button', { name: /Confirm|None of these|pick/ })).toBeNull();
});

test('Keys that are typed into a field, or pressed on a button, are not commands.', async () => {
  const { sent, card } = await drawQueue();
  await act(async () => {
    fireEvent.keyDown(within(card(1)).getByRole('button', { name: 'None of these' }), { key: 'Enter' });
    fireEvent.keyDown(card(1), { key: 'r', ctrlKey: true });
  });
  expect(sent()).toEqual([]);
});

test('The help lists the keys, and its own key hides it.', async () => {
  const { press } = await drawQueue();
  await press('?');
  expect(screen.getByText('undo the last decision')).toBeTruthy();
  await press('?');
  expect(screen.queryByText('undo the last decision')).toBeNull();
});
