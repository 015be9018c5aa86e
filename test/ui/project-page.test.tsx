import { act, fireEvent, screen } from '@testing-library/react';
import ProjectPage from '../../static/app/src/health/project-page';
import { drawScreen, ok } from './bridge-fake';
import { traceOf } from './trace-views';

interface Location {
  readonly pathname: string;
  readonly search?: string;
}

/** The history Jira lends a page: what is pushed can be gone back to, what is replaced cannot. */
function historyAt(pathname: string, search: string) {
  let tell: (location: Location) => void = () => undefined;
  const moves: string[] = [];
  return {
    moves,
    history: {
      location: { pathname, search },
      listen: (listener: (location: Location) => void) => {
        tell = listener;
        return () => undefined;
      },
      push: (to: string) => moves.push(`push ${to}`),
      replace: (to: string) => moves.push(`replace ${to}`),
    },
    tell: (location: Location) => tell(location),
  };
}

async function drawPage(pathname: string, search = '') {
  const at = historyAt(pathname, search);
  const drawn = drawScreen(<ProjectPage />, {
    functions: {
      'trace.read': () => ok<'trace.read'>(traceOf()),
      'trace.review': () => ok<'trace.review'>({ total: 0, hidden: 0, rows: [], nextCursor: undefined }),
      'trace.commits': () => ok<'trace.commits'>({ total: 0, hidden: 0, commits: [], nextCursor: undefined }),
      'health.read': () => ({ ok: false, reason: 'not-ready', message: 'Not examined.' }),
    },
    bridge: { createHistory: () => at.history },
  });
  return { ...drawn, ...at };
}

test('The address opens the Trace page as it was left, and what one changes there replaces it.', async () => {
  const { asked, moves } = await drawPage('/trace', '?show=untraced&repo=gawk');
  await screen.findByText('Nothing is untraced.');
  expect(asked.functions.find(({ name }) => name === 'trace.read')?.take).toEqual({ repo: 'gawk' });
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await act(async () => undefined);
  expect(moves).toEqual(['replace /trace?show=untraced']);
});

test('An address without a search, and one that is unknown, still open a page.', async () => {
  const { tell } = await drawPage('/nonsense');
  await screen.findByText('Not examined.');
  await act(async () => tell({ pathname: '/trace' }));
  await screen.findByText(/71% of the commits/);
});
