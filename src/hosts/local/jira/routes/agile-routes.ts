/** Boards and sprints. Boards are those the sprints name; each belongs to the project most of its items are in. */
import { knownSprints, sprintBean } from '../beans';
import { sprintStateAt, sprintsShownAt } from '../calendar';
import { itemBean } from '../item-bean';
import type { Named } from '../item';
import { prepareQuery } from '../jql/query';
import { notFound, ok } from '../reply';
import { listFrom, numberFrom, pageOf, param, type Route, type RouteCall } from '../router';
import { sprintProjects, type ItemView } from '../world';

export const agileRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/rest/agile/1.0/board', answer: listBoards },
  { method: 'GET', pattern: '/rest/agile/1.0/board/:board', answer: (call) => ok(boardBean(call, boardOf(call))) },
  { method: 'GET', pattern: '/rest/agile/1.0/board/:board/sprint', answer: sprintsOfBoard },
  { method: 'GET', pattern: '/rest/agile/1.0/board/:board/issue', answer: itemsOfBoard },
  {
    method: 'GET',
    pattern: '/rest/agile/1.0/sprint/:sprint',
    answer: (call) => ok(sprintBean(call.site, sprintOf(call), call.site.now())),
  },
  { method: 'GET', pattern: '/rest/agile/1.0/sprint/:sprint/issue', answer: itemsOfSprint },
];

interface Board {
  readonly id: string;
  readonly name: string;
  readonly projectKey: string;
}

function boards(call: RouteCall): Board[] {
  const { site, principal } = call;
  const projects = sprintProjects(site.dataSet);
  const found = new Map<string, Board>();
  for (const sprint of knownSprints(site).reverse()) {
    const id = sprint['boardId'] === undefined || sprint['boardId'] === null ? undefined : String(sprint['boardId']);
    const projectKey = projects.get(sprint.id);
    if (id === undefined || !projectKey || found.has(id) || !site.access.canBrowse(principal, projectKey)) continue;
    found.set(id, { id, projectKey, name: site.dataSet.boardNames[id] ?? `Board ${id}` });
  }
  return [...found.values()].sort((a, b) => Number(a.id) - Number(b.id));
}

function boardOf(call: RouteCall): Board {
  const board = boards(call).find((candidate) => candidate.id === param(call, 'board'));
  if (!board)
    throw notFound(
      'The requested board cannot be viewed because it either does not exist or you do not have permission to view it.',
    );
  return board;
}

function boardBean(call: RouteCall, board: Board) {
  const project = call.site.dataSet.catalogue.projects.get(board.projectKey);
  return {
    id: Number(board.id),
    self: `${call.site.url}/rest/agile/1.0/board/${board.id}`,
    name: board.name,
    type: 'scrum',
    location: {
      projectId: Number(project?.id),
      projectKey: board.projectKey,
      projectName: project?.name,
      displayName: `${project?.name ?? ''} (${board.projectKey})`,
      name: `${project?.name ?? ''} (${board.projectKey})`,
      projectTypeKey: 'software',
    },
  };
}

function listBoards(call: RouteCall) {
  const project = call.query.get('projectKeyOrId');
  const asked = boards(call).filter(
    (board) =>
      project === null ||
      board.projectKey === project ||
      call.site.dataSet.catalogue.projects.get(board.projectKey)?.id === project,
  );
  return ok(
    agilePage(
      call,
      asked.map((board) => boardBean(call, board)),
    ),
  );
}

/** The agile API's pages name no addresses. */
function agilePage<T>(call: RouteCall, all: readonly T[]) {
  const { maxResults, startAt, total, isLast, values } = pageOf(call, all, 50, '');
  return { maxResults, startAt, total, isLast, values };
}

function sprintsOfBoard(call: RouteCall) {
  const board = boardOf(call);
  const states = listFrom(call, 'state');
  const sprints = knownSprints(call.site).filter(
    (sprint) =>
      String(sprint['boardId']) === board.id &&
      (states.length === 0 || states.includes(sprintStateAt(sprint, call.site.now()))),
  );
  return ok(
    agilePage(
      call,
      sprints.map((sprint) => sprintBean(call.site, sprint, call.site.now())),
    ),
  );
}

function sprintOf(call: RouteCall): Named {
  const sprint = knownSprints(call.site).find((candidate) => candidate.id === param(call, 'sprint'));
  if (!sprint) throw notFound('Sprint does not exist.');
  return sprint;
}

async function itemsOfSprint(call: RouteCall) {
  const sprint = sprintOf(call);
  return ok(await itemPage(call, (view) => sprintIdsOf(call, view).includes(sprint.id)));
}

/** Items in one of the board's sprints, and those of its project that are in none. */
async function itemsOfBoard(call: RouteCall) {
  const board = boardOf(call);
  const own = new Set(
    knownSprints(call.site)
      .filter((sprint) => String(sprint['boardId']) === board.id)
      .map((sprint) => sprint.id),
  );
  return ok(
    await itemPage(call, (view) => {
      const ids = sprintIdsOf(call, view);
      return ids.length === 0 ? view.projectKey === board.projectKey : ids.some((id) => own.has(id));
    }),
  );
}

function sprintIdsOf(call: RouteCall, view: ItemView): string[] {
  return sprintsShownAt(view.fields, call.site.dataSet.catalogue.sprints, call.site.now()).map((sprint) => sprint.id);
}

async function itemPage(call: RouteCall, belongs: (view: ItemView) => boolean) {
  const { site, principal } = call;
  const query = await prepareQuery(site, principal, call.query.get('jql') ?? '');
  const found = query.order(
    site.world().items.filter((view) => belongs(view) && site.access.canSee(principal, view) && query.matches(view)),
  );
  const startAt = numberFrom(call, 'startAt', 0);
  const maxResults = numberFrom(call, 'maxResults', 50, 100);
  const fields = listFrom(call, 'fields');
  const options = {
    fields: fields.length === 0 ? ['*all'] : fields,
    expand: listFrom(call, 'expand'),
    properties: [],
    principal,
  };
  return {
    expand: 'schema,names',
    startAt,
    maxResults,
    total: found.length,
    issues: found.slice(startAt, startAt + maxResults).map((view) => itemBean(site, view, options)),
  };
}
