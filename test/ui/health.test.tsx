import { fireEvent, screen, within } from '@testing-library/react';
import type { DetectorView, HealthView, LineView } from '../../static/app/src/bridge';
import HealthPage from '../../static/app/src/health/health-page';
import { LineRow } from '../../static/app/src/health/line-row';
import { drawScreen, ok } from './bridge-fake';

const DETECTOR: DetectorView = {
  id: 'blocking-wait',
  title: 'Waits longer than agreed',
  outcome: 'clear',
  looked: 12,
  flagged: 0,
  waived: 0,
  unknown: 0,
  reason: undefined,
  severity: 'high',
  rationale: 'Waiting costs.',
  thresholds: [],
};
const LINE: LineView = {
  id: 2,
  title: 'Waiting',
  sentence: 'Never wait',
  outcome: 'holding',
  reason: 'Looked at 12 items.',
  flagged: 0,
  detectors: [DETECTOR],
};
const AS_OF = '2017-11-13T09:00:00.000Z';

function openDetectors(line: LineView) {
  drawScreen(<LineRow line={line} onChanged={() => undefined} />, {});
  fireEvent.click(screen.getByRole('button', { name: 'Waiting: detectors' }));
  return screen.getAllByRole('row')[1]?.textContent;
}

test.each`
  why                                         | change                                                          | row
  ${'a detector that looked shows its zeros'} | ${{}}                                                           | ${'Clear12000'}
  ${'one that could not look shows none'}     | ${{ outcome: 'unknown', looked: 0, reason: 'No commits yet.' }} | ${'UnknownUnknownall'}
  ${'one that failed shows none either'}      | ${{ outcome: 'failed', looked: 0, reason: 'It stopped.' }}      | ${'Could not runUnknownall'}
  ${'partly unknown subjects are counted'}    | ${{ outcome: 'flagged', flagged: 3, unknown: 4 }}               | ${'Flagged12304'}
`('Figures of a detector: $why', ({ change, row }: { change: Partial<DetectorView>; row: string }) => {
  expect(openDetectors({ ...LINE, detectors: [{ ...DETECTOR, ...change }] })).toContain(row);
});

test('An unknown line says so in words, and offers no count.', () => {
  drawScreen(
    <LineRow line={{ ...LINE, outcome: 'unknown', reason: 'No commits yet.' }} onChanged={() => undefined} />,
    {},
  );
  const line = screen.getByRole('article', { name: 'Waiting' });
  expect(within(line).getByText('Unknown')).toBeTruthy();
  expect(line.textContent).toContain('Not known');
  expect(line.textContent).not.toContain('No findings');
});

test('The count of a line opens exactly its rows.', async () => {
  const { asked } = drawScreen(
    <LineRow line={{ ...LINE, outcome: 'failing', flagged: 3 }} onChanged={() => undefined} />,
    {
      functions: {
        'findings.list': () =>
          ok<'findings.list'>({
            asOf: AS_OF,
            total: 0,
            hidden: 3,
            findings: [],
            canWaive: true,
            nextCursor: undefined,
          }),
      },
    },
  );
  fireEvent.click(screen.getByRole('button', { name: '3 findings' }));
  await screen.findByText('3 findings about items you cannot see.');
  expect(asked.functions).toEqual([{ name: 'findings.list', take: { line: 2, limit: 20 } }]);
});

test('Rows of a project that was never examined are not "nothing flagged".', async () => {
  drawScreen(<LineRow line={{ ...LINE, outcome: 'failing', flagged: 3 }} onChanged={() => undefined} />, {
    functions: {
      'findings.list': () =>
        ok<'findings.list'>({
          asOf: undefined,
          total: 0,
          hidden: 0,
          findings: [],
          canWaive: true,
          nextCursor: undefined,
        }),
    },
  });
  fireEvent.click(screen.getByRole('button', { name: '3 findings' }));
  await screen.findByText('Not examined yet');
  expect(screen.queryByText('No findings to show')).toBeNull();
});

test('A project that was never examined shows no lines and offers to read it.', async () => {
  const never: HealthView = {
    projectKey: 'DAEMON',
    asOf: undefined,
    lines: [LINE],
    topRisks: [],
    coverage: {
      workItems: { state: 'unknown', text: 'Never read.' },
      commits: { state: 'unknown', text: 'None received.' },
    },
    counts: { features: undefined, stories: undefined, commits: undefined },
    progress: undefined,
  };
  const { asked } = drawScreen(<HealthPage onOpenWaits={() => undefined} onOpenTrace={() => undefined} />, {
    functions: {
      'health.read': () => ok<'health.read'>(never),
      'admin.backfill': () => ok<'admin.backfill'>({ started: true }),
    },
  });
  const start = await screen.findByRole('button', { name: 'Read this project now' });
  expect(screen.queryByRole('article')).toBeNull();
  fireEvent.click(start);
  await screen.findByText('This project has not been examined yet');
  expect(asked.functions.map(({ name }) => name)).toContain('admin.backfill');
});

test('A share of commits opens their rows; suggestions count beside what is explicit.', async () => {
  const opened: (string | undefined)[] = [];
  drawScreen(<HealthPage onOpenWaits={() => undefined} onOpenTrace={(open) => opened.push(open)} />, {
    functions: {
      'health.read': () =>
        ok<'health.read'>({
          projectKey: 'DAEMON',
          asOf: undefined,
          lines: [],
          topRisks: [],
          coverage: {
            workItems: { state: 'complete', text: '' },
            commits: { state: 'complete', text: '' },
            trace: { commits: 100, linked: 60, exempt: 20, untraced: 12, expectedLinked: 66 },
          },
          counts: { features: undefined, stories: undefined, commits: 100 },
          progress: undefined,
        }),
    },
  });
  fireEvent.click(await screen.findByRole('button', { name: '8% suggested, not confirmed: show 8 commits' }));
  expect(opened).toEqual(['suggested']);
  expect(screen.getByText('Of those that need a work item, 75% have one; 83% expected with suggestions.')).toBeTruthy();
});
