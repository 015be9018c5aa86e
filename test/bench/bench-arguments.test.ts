/** The words `npm run bench` takes, with the cheapest bench there is. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CHEAPEST = 'graph-memory';

function bench(...words: readonly string[]): { code: number | null; out: string; said: string } {
  const script = join(__dirname, '../../scripts/bench.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
  return { code: status, out: stdout, said: stderr };
}

describe('npm run bench', () => {
  test('prints one JSON object and nothing else, with only the figure that was asked for', () => {
    const { code, out, said } = bench('--json', '--quick', '--only', CHEAPEST);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      [CHEAPEST]: { value: expect.any(Number), unit: 'MB', budget: 150, ratio: null },
    });
    expect(said).toContain('[1/1]');
  }, 60_000);

  test('shows a table with what each figure is measured against', () => {
    const { code, out } = bench('--quick', '--only', CHEAPEST);
    expect(code).toBe(0);
    expect(out).toMatch(/^name +value +unit +ratio +budget/);
    expect(out).toMatch(/graph-memory +\d+(\.\d+)? +MB +- +150 +(ok|misses) +the whole process/);
    expect(out).toMatch(/(1 within budget, 0 miss it|0 within budget, 1 miss it), 0 not measured/);
  }, 60_000);

  test('lists the names without measuring anything', () => {
    const { code, out, said } = bench('--list');
    expect(code).toBe(0);
    for (const name of ['trace-keys', CHEAPEST, 'analysis', 'functions-bundle', 'push-paths-two', 'ui-issue-panel']) {
      expect(out.split('\n')).toContain(`  ${name}`);
    }
    expect(said).toBe('');
  }, 60_000);

  test.each([
    [
      'a name nobody has',
      ['--only', 'quantum'],
      'No figure\'s name begins with "quantum". The names are:\n  trace-keys',
    ],
    ['an option nobody has', ['--fast'], "Unknown option '--fast'"],
  ])(
    'refuses %s and says what there is',
    (_why, words, says) => {
      const { code, out, said } = bench(...words);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(said).toContain(says);
    },
    60_000,
  );
});
