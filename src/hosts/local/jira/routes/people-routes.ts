/** People: who is asking, who is who. */
import type { Person } from '../item';
import { personBean } from '../beans';
import { notFound, ok } from '../reply';
import { listFrom, numberFrom, pageOf, type Route, type RouteCall } from '../router';
import { actorOf } from '../edit-item';

export const peopleRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/rest/api/3/myself', answer: myself },
  {
    method: 'GET',
    pattern: '/rest/api/3/user',
    answer: (call) => ok(expandedPerson(call, personNamed(call, call.query.get('accountId') ?? ''))),
  },
  { method: 'GET', pattern: '/rest/api/3/user/bulk', answer: bulk },
  {
    method: 'GET',
    pattern: '/rest/api/3/user/search',
    answer: (call) => ok(found(call, call.query.get('query') ?? '')),
  },
  { method: 'GET', pattern: '/rest/api/3/users/search', answer: (call) => ok(found(call, '')) },
];

function myself(call: RouteCall) {
  const person = actorOf(call.site, call.principal);
  if (!person) throw notFound('The signed-in user does not exist in this data set.');
  return ok({ ...expandedPerson(call, person), locale: 'en_US' });
}

function expandedPerson(call: RouteCall, person: Person): Readonly<Record<string, unknown>> {
  return {
    ...personBean(call.site, person),
    groups: { size: 0, items: [] },
    applicationRoles: { size: 0, items: [] },
    expand: 'groups,applicationRoles',
  };
}

function personNamed(call: RouteCall, accountId: string): Person {
  const person =
    accountId === call.site.app.accountId ? call.site.app : call.site.dataSet.catalogue.people.get(accountId);
  if (!person) throw notFound('Specified user does not exist or you do not have required permissions');
  return person;
}

function bulk(call: RouteCall) {
  const people = listFrom(call, 'accountId').flatMap(
    (accountId) => call.site.dataSet.catalogue.people.get(accountId) ?? [],
  );
  const page = pageOf(call, people, 200, '/rest/api/3/user/bulk');
  return ok({ ...page, values: page.values.map((person) => personBean(call.site, person)) });
}

function found(call: RouteCall, query: string) {
  const startAt = numberFrom(call, 'startAt', 0);
  const maxResults = numberFrom(call, 'maxResults', 50, 1000);
  const people = [...call.site.dataSet.catalogue.people.values()].filter((person) =>
    person.displayName.toLowerCase().includes(query.toLowerCase()),
  );
  return people.slice(startAt, startAt + maxResults).map((person) => personBean(call.site, person));
}
