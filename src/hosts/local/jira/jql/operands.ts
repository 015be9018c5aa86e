/** The right-hand side of a clause: texts, EMPTY, lists, and the functions Jira has built in. */
import type { FunctionOperand, Operand } from '@atlaskit/jql-ast';
import type { Principal } from '../../contract';
import { knownSprints } from '../beans';
import { sprintStateAt, type SprintState } from '../calendar';
import { namedFrom, recordsIn } from '../item';
import type { Site } from '../site-context';
import type { ItemView, World } from '../world';
import { dateFunction, parseJqlDate } from './dates';
import { JqlError, invalidDate, noSuchValue } from './jql-error';
import type { JqlField } from './field-shapes';

export interface JqlContext {
  readonly site: Site;
  readonly world: World;
  readonly principal: Principal;
  /** Items the reader may see; functions that look up items use only these. */
  readonly visible: (view: ItemView) => boolean;
  /** What the app's own JQL functions stand for: matches found beforehand, per call in the query. */
  readonly expanded: ReadonlyMap<FunctionOperand, (view: ItemView) => boolean>;
}

/** Something to compare with; `empty` is EMPTY. */
export type Target = { readonly text: string } | { readonly at: number } | 'empty';

export function targetsOf(operand: Operand, field: JqlField, context: JqlContext): Target[] {
  switch (operand.operandType) {
    case 'keyword':
      return ['empty'];
    case 'list':
      return operand.values.flatMap((value) => targetsOf(value, field, context));
    case 'value':
      return [valueTarget(operand.value, field, context)];
    case 'function':
      return functionTargets(operand, field, context);
  }
}

function valueTarget(text: string, field: JqlField, context: JqlContext): Target {
  if (field.kind === 'instant' || field.kind === 'day') {
    const at = parseJqlDate(text, context.world.at);
    if (at === undefined) throw invalidDate(text, field.name);
    return { at };
  }
  if (field.name === 'resolution' && text.toLowerCase() === 'unresolved') return 'empty';
  if (field.name === 'key') return { text: visibleKey(text, context) };
  if (field.kind !== 'words' && field.knows && !field.knows(text)) throw noSuchValue(text, field.name);
  return { text };
}

/** The present key for a present or former key, or an id. */
function visibleKey(text: string, context: JqlContext): string {
  const view = context.world.find(text);
  if (!view || !context.visible(view))
    throw new JqlError(`An issue with key '${text}' does not exist for field 'key'.`);
  return view.key;
}

const FUNCTIONS: Readonly<Record<string, (args: readonly string[], field: JqlField, context: JqlContext) => Target[]>> =
  {
    currentuser: (_args, _field, { principal, site }) => {
      if (principal.kind === 'anonymous') return [];
      return [{ text: principal.kind === 'user' ? principal.accountId : site.app.accountId }];
    },
    opensprints: (_args, _field, context) => sprintsIn(context, 'active'),
    closedsprints: (_args, _field, context) => sprintsIn(context, 'closed'),
    futuresprints: (_args, _field, context) => sprintsIn(context, 'future'),
    linkedissues: ([key, type], _field, context) => linkedKeys(key, type, context).map((text) => ({ text })),
    releasedversions: (args, _field, context) => versions(context, args, true),
    unreleasedversions: (args, _field, context) => versions(context, args, false),
    standardissuetypes: (_args, _field, context) => issueTypes(context, false),
    subtaskissuetypes: (_args, _field, context) => issueTypes(context, true),
  };

export function isBuiltIn(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name.toLowerCase()) || /^(now|(start|end)of(day|week|month|year))$/i.test(name);
}

function functionTargets(operand: FunctionOperand, field: JqlField, context: JqlContext): Target[] {
  const name = operand.function.value;
  const args = operand.arguments.map((argument) => argument.value);
  const at = dateFunction(name, args[0], context.world.at);
  if (at !== undefined) return [{ at }];
  const built = FUNCTIONS[name.toLowerCase()];
  if (built) return built(args, field, context);
  if (isBuiltIn(name)) throw new JqlError(`Invalid argument '${args[0] ?? ''}' for function '${name}'.`);
  throw new JqlError(`Unable to find JQL function '${name}(${args.join(', ')})'.`);
}

function sprintsIn({ site, world }: JqlContext, state: SprintState): Target[] {
  return knownSprints(site)
    .filter((sprint) => sprintStateAt(sprint, world.at) === state)
    .map((sprint) => ({ text: sprint.id }));
}

function linkedKeys(key: string | undefined, type: string | undefined, context: JqlContext): string[] {
  if (key === undefined)
    throw new JqlError("Function 'linkedIssues' expected between '1' and '2' arguments but received '0'.");
  const own = visibleKey(key, context);
  const wanted = type?.toLowerCase();
  const isType = (name: unknown) => String(name).toLowerCase() === wanted;
  const types = [...context.site.dataSet.catalogue.linkTypes.values()];
  if (wanted !== undefined && !types.some((known) => [known.name, known['inward'], known['outward']].some(isType))) {
    throw new JqlError(`Issue link type '${type}' could not be found in function 'linkedIssues'.`);
  }
  const isPhrase = types.some((known) => isType(known['inward']) || isType(known['outward']));
  return context.world.linksOf(own).flatMap((link) => {
    const outward = link.sourceKey === own;
    const phrase = outward ? link.type['outward'] : link.type['inward'];
    if (wanted !== undefined && !isType(isPhrase ? phrase : link.type.name)) return [];
    return [outward ? link.destinationKey : link.sourceKey];
  });
}

function versions({ site, world }: JqlContext, projects: readonly string[], released: boolean): Target[] {
  const all = [...site.dataSet.catalogue.versions.values()];
  const inProjects = all.filter((version) => projects.length === 0 || projects.includes(String(version['projectKey'])));
  return inProjects
    .filter((version) => (world.releasedAt.get(version.id) ?? Infinity) <= world.at === released)
    .map((version) => ({ text: version.id }));
}

function issueTypes({ site }: JqlContext, subtask: boolean): Target[] {
  const types = [...site.dataSet.catalogue.issueTypes.values()];
  return recordsIn(types)
    .filter((type) => (type['subtask'] === true) === subtask)
    .flatMap((type) => namedFrom(type) ?? [])
    .map((type) => ({ text: type.id }));
}
