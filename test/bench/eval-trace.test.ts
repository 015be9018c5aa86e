/** `npm run eval:trace` on a project made for it: two items, and a few commits. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../scripts/eval-trace.mjs');

function evalTrace(...words: readonly string[]): { code: number | null; out: string; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...words], { encoding: 'utf8' });
  return { code: status, out: stdout, said: stderr };
}

const issue = (number: number, summary: string): unknown => ({
  id: `${number}`,
  key: `PAY-${number}`,
  fields: {
    summary,
    issuetype: { id: '1', name: 'Story', subtask: false, hierarchyLevel: 0 },
    status: { id: '3', name: 'In Progress', statusCategory: { id: 4, key: 'indeterminate', name: 'In Progress' } },
    project: { id: '1', key: 'PAY', name: 'Pay' },
    created: '2024-01-01T08:00:00.000+0000',
    updated: '2024-01-01T08:00:00.000+0000',
  },
});

const commit = (number: number, message: string): unknown => ({
  repo: 'shop/pay',
  sha: `${number}`.padStart(40, '0'),
  parents: [],
  author: { email: 'ada@example.invalid', accountId: 'ada', date: `2024-01-0${number + 1}T08:00:00Z` },
  message,
  files: [{ status: 'M', filename: 'src/queue.ts' }],
  filesChanged: 1,
});

describe('npm run eval:trace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-set-'));
  const write = (name: string, lines: readonly unknown[]): void =>
    writeFileSync(join(folder, `${name}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  write('issues', [issue(1, 'Webhook retries flood the queue'), issue(2, 'Ledger export rounds amounts')]);
  write('commits', [
    commit(1, 'PAY-1: retries no longer flood the queue'),
    commit(2, 'PAY-2 ledger amounts are rounded once'),
    commit(3, 'Queue: fewer retries'),
    commit(4, 'PAY-1 flood of retries'),
  ]);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('prints one JSON object with every figure, null where nothing can be measured', () => {
    const { code, out, said } = evalTrace('--data', folder, '--json');
    expect(said).toBe('');
    expect(code).toBe(0);
    const ranking = { hit1: expect.any(Number), hit5: expect.any(Number), mrr: expect.any(Number) };
    expect(JSON.parse(out)).toMatchObject({
      explicit: { pairs: 0, recall: null, precision: null, relatedOnly: 0 },
      classes: { linked: 0.75, exempt: 0 },
      suggestions: {
        commits: 2,
        ...ranking,
        coverageAtP95: expect.any(Number),
        coverageAtP90: expect.any(Number),
        ece: expect.any(Number),
        preTickedNeverKeyed: expect.any(Number),
      },
      baselines: {
        keyRegex: { hit1: 0, hit5: 0, mrr: 0 },
        bm25Message: ranking,
        authorsLastItem: ranking,
        mostRecentItem: ranking,
      },
    });
  }, 60_000);

  test('tells how it is used, and refuses what it does not know', () => {
    expect(evalTrace('--help')).toMatchObject({ code: 0, said: '', out: expect.stringContaining('--data <folder>') });
    expect(evalTrace()).toMatchObject({ code: 2, said: expect.stringContaining('Name a folder with --data.') });
    expect(evalTrace('--data', join(folder, 'nowhere'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('There is no folder'),
    });
    expect(evalTrace('--fast')).toMatchObject({ code: 2, said: expect.stringContaining('--fast') });
  }, 60_000);
});
