import { act, fireEvent, screen, within } from '@testing-library/react';
import type { CommitDetailView, ItemProperty } from '../../static/app/src/bridge';
import CommitDetail, { type CommitMove } from '../../static/app/src/commit/commit-detail';
import IssuePanel from '../../static/app/src/item/issue-panel';
import { type Functions, drawScreen, ok } from './bridge-fake';
import { AS_OF, REPO, commitOf, decisionOf, proofOf, seen, shaOf, suggestionOf } from './trace-views';

async function drawCommit(commit: CommitDetailView, functions: Functions = {}) {
  const moves: CommitMove[] = [];
  const drawn = drawScreen(<CommitDetail repo={REPO} sha={commit.sha} onMoved={(move) => moves.push(move)} />, {
    functions: { 'trace.commit': () => ok<'trace.commit'>(commit), ...functions },
    jira: () => ({ status: 200, body: { values: [{ accountId: 'a1', displayName: 'Ada' }] } }),
  });
  await screen.findByText('Message');
  return { ...drawn, moves };
}

test('The message is text, whatever it holds, and every link has its proof and the way up.', async () => {
  await drawCommit(commitOf({ links: [proofOf(17, { quote: '[DAEMON-17] Restart', via: shaOf(9) })], hiddenLinks: 2 }));
  expect(screen.getByRole('region', { name: 'Commit message' }).textContent).toContain('<b>not bold</b>');
  expect(screen.getByText('Key in the message: DAEMON-17 in the subject')).toBeTruthy();
  expect(screen.getByText('[DAEMON-17] Restart')).toBeTruthy();
  expect(within(screen.getByRole('list', { name: 'The way up' })).getByRole('link', { name: 'DAEMON-3' })).toBeTruthy();
  expect(screen.getByText('2 links to items you cannot see.')).toBeTruthy();
});

test('An exempt commit says why, and where that is set.', async () => {
  await drawCommit(commitOf({ class: 'exempt', reason: 'a merge', links: [] }));
  expect(screen.getByText(/It needs no work item: a merge\. .*admin page/)).toBeTruthy();
});

test('A rejected link can be taken back from where it was rejected, and the focus goes there.', async () => {
  const { asked, moves } = await drawCommit(commitOf(), {
    'trace.decide': () => ok<'trace.decide'>(decisionOf(1, 'untraced')),
    'trace.undo': () => ok<'trace.undo'>(decisionOf(1, 'linked')),
  });
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Not this item: DAEMON-17' }));
  });
  const said = screen.getByRole('status', { name: 'What was decided' });
  expect(said.textContent).toContain('No longer counted for DAEMON-17.');
  fireEvent.click(within(said).getByRole('button'));
  await screen.findByText('Taken back: what was decided about DAEMON-17.');
  expect(moves.map(({ from, to }) => `${from} ${to}`)).toEqual(['linked untraced', 'linked linked']);
  expect(asked.functions.filter(({ name }) => name !== 'trace.commit').map(({ take }) => take)).toEqual([
    { repo: REPO, sha: shaOf(1), key: 'DAEMON-17', decision: 'reject' },
    { repo: REPO, sha: shaOf(1), key: 'DAEMON-17' },
  ]);
});

test('Linking by hand shows a refusal at the field, and sends nothing that is no key.', async () => {
  const { asked } = await drawCommit(commitOf(), {
    'trace.decide': () => ({ ok: false, reason: 'not-found', message: 'There is no work item PAY-12.' }),
  });
  const field = screen.getByLabelText('Link to another work item');
  fireEvent.change(field, { target: { value: 'twelve' } });
  fireEvent.click(screen.getByRole('button', { name: 'Link' }));
  expect((await screen.findByRole('alert')).textContent).toBe('A work item is named by its key, for example PAY-12.');
  fireEvent.change(field, { target: { value: ' pay-12 ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Link' }));
  await screen.findByText('There is no work item PAY-12.');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect((field as HTMLInputElement).value).toBe(' pay-12 ');
  expect(asked.functions.filter(({ name }) => name === 'trace.decide')).toHaveLength(1);
});

test('Who may not decide finds no button to decide with.', async () => {
  await drawCommit(
    commitOf({ links: [proofOf(17, { canDecide: false })], suggestions: [suggestionOf(18, 0.6)], canDecide: false }),
  );
  expect(screen.queryByRole('button', { name: /Confirm|Not this item|Link|Undo/ })).toBeNull();
});

test('History names people by what Jira calls them, and never by their account.', async () => {
  const entry = {
    id: 'e1',
    at: AS_OF,
    repo: REPO,
    sha: shaOf(1),
    item: seen(17),
    act: 'confirmed',
    linker: 'person',
    confidence: 0.93,
    evidence: 'suggested by words',
  } as const;
  await drawCommit(
    commitOf({
      ledger: [
        { ...entry, by: { kind: 'person', accountId: 'a1' } },
        { ...entry, id: 'e2', by: { kind: 'person', accountId: 'a2' } },
      ],
    }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'History: 2 entries' }));
  await screen.findByText('Ada');
  expect(screen.getByText('a person whom Jira does not name to you')).toBeTruthy();
  expect(document.body.textContent).not.toContain('a2');
});

describe('On the panel of an item', () => {
  const PROPERTY: ItemProperty = {
    v: 1,
    asOf: AS_OF,
    level: 'story',
    waitsOn: [],
    unknownBlockers: 0,
    waitedForBy: [],
    findingIds: [],
    findings: [],
    commits: [{ repo: REPO, sha: shaOf(1), at: AS_OF, linker: 'message-key', evidence: 'DAEMON-17 in the subject' }],
    commitCount: 1,
  };
  async function drawPanel(functions: Functions) {
    const drawn = drawScreen(<IssuePanel />, {
      functions,
      jira: () => ({ status: 200, body: { key: 'throughline', value: PROPERTY } }),
    });
    await screen.findByText('Key in the message: DAEMON-17 in the subject');
    return drawn;
  }

  test('the proof is one line until it is opened, and then can be corrected.', async () => {
    const { asked } = await drawPanel({
      'trace.commit': () => ok<'trace.commit'>(commitOf()),
      'trace.decide': () => ok<'trace.decide'>(decisionOf(1, 'untraced')),
    });
    expect(asked.functions).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: /^Proof of/ }));
    fireEvent.click(await screen.findByRole('button', { name: 'Not this item: DAEMON-17' }));
    await screen.findByText('No longer counted for DAEMON-17.');
  });

  test('a commit is added by the beginning of its sha, and can be taken out again.', async () => {
    const { asked } = await drawPanel({
      'trace.commit': () => ok<'trace.commit'>(commitOf({ links: [] })),
      'trace.decide': () => ok<'trace.decide'>(decisionOf(1, 'linked')),
      'trace.undo': () => ok<'trace.undo'>(decisionOf(1, 'untraced')),
    });
    fireEvent.click(screen.getByRole('button', { name: 'Add a commit' }));
    const field = await screen.findByLabelText('Sha of the commit');
    fireEvent.change(field, { target: { value: 'aaaaaa' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    await screen.findByText(/at least 7 digits/);
    fireEvent.change(field, { target: { value: 'AAAAAAA' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    await screen.findByText(/^Linked to DAEMON-17/);
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await act(async () => undefined);
    expect(screen.queryByText(/^Linked to DAEMON-17/)).toBeNull();
    expect(asked.functions.map(({ name, take }) => [name, take])).toEqual([
      ['trace.commit', { repo: '', sha: 'aaaaaaa' }],
      ['trace.decide', { repo: REPO, sha: shaOf(1), key: 'DAEMON-17', decision: 'confirm' }],
      ['trace.undo', { repo: REPO, sha: shaOf(1), key: 'DAEMON-17' }],
    ]);
  });
});
