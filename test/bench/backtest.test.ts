/** `npm run backtest` on a project made for it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyOf, issueOf } from '../ingest/issue-builder';

const SCRIPT = join(__dirname, '../../scripts/backtest.mjs');
const DAY = 86_400_000;
const START = Date.parse('2024-01-01T09:00:00Z');
const stamp = (days: number): string => new Date(START + days * DAY).toISOString().replace('Z', '+0000');

function backtest(...words: readonly string[]): { code: number | null; out: string; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...words], { encoding: 'utf8' });
  return { code: status, out: stdout, said: stderr };
}

/** Made every second day, due after a week, done after five days, or after fifteen each third time. */
function story(number: number): unknown {
  const made = 2 * number;
  const done = made + (number % 3 === 0 ? 15 : 5);
  const issue = issueOf(
    {
      created: stamp(made),
      updated: stamp(done),
      duedate: stamp(made + 7).slice(0, 10),
      status: { id: '6', name: 'Closed', statusCategory: { id: 3, key: 'done', name: 'Done' } },
    },
    [historyOf({ at: stamp(done), field: 'status', from: '1', fromName: 'Open', to: '6', toName: 'Closed' })],
  );
  return { ...issue, id: String(number), key: `PAY-${number}` };
}

describe('npm run backtest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-set-'));
  const issues = Array.from({ length: 120 }, (_, index) => story(index + 1));
  writeFileSync(join(folder, 'issues.jsonl'), issues.map((issue) => `${JSON.stringify(issue)}\n`).join(''));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('prints one JSON object with detectors, forecast and reliability, and nothing else', () => {
    const { code, out, said } = backtest('--data', folder, '--json');
    expect([code, said]).toEqual([0, '']);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ set: expect.any(String), from: '2024-04-01', to: '2024-09-12' });
    expect(report.detectors.map(({ id }: { id: string }) => id)).toContain('promise-at-risk');
    for (const detector of report.detectors)
      expect(Object.keys(detector)).toEqual(
        expect.arrayContaining([
          'n',
          'precision',
          'recall',
          'leadDaysMedian',
          'alertsPerWeek',
          'baseRate',
          'naivePrecision',
        ]),
      );
    expect(report.forecast).toMatchObject({ n: expect.any(Number), p50: expect.any(Number), p85: expect.any(Number) });
    expect(report.forecast.reliability[0]).toHaveLength(3);
  });

  test('prints tables for people', () => {
    const { code, out } = backtest('--data', folder);
    expect(code).toBe(0);
    expect(out).toContain('120 of 120 items have a full history');
    expect(out).toContain('| `promise-at-risk` |');
  });

  test.each`
    words                           | said
    ${[]}                           | ${'Name a folder with --data.'}
    ${['--data', '/there/is/none']} | ${'There is no folder /there/is/none.'}
    ${['--weeks', '3']}             | ${"Unknown option '--weeks'"}
  `('refuses $words and says why', ({ words, said }: { words: string[]; said: string }) => {
    const result = backtest(...words);
    expect(result.code).toBe(2);
    expect(result.said).toContain(said);
  });

  test('explains itself', () => {
    expect(backtest('--help').out).toContain('npm run backtest -- --data <folder>');
  });
});
