/**
 * JQL → the items it selects, in its order.
 *
 * Parsed by Atlassian's own parser (@atlaskit/jql-ast); what the parser accepts and this site cannot
 * answer is refused with Jira's wording, never answered with a wrong list.
 */
import { JastBuilder, type Clause, type FunctionOperand, type Jast, type OrderByField } from '@atlaskit/jql-ast';
import type { Principal } from '../../contract';
import type { Site } from '../site-context';
import type { ItemView } from '../world';
import { findField } from './fields';
import { JqlError, noSuchField } from './jql-error';
import { isBuiltIn, type JqlContext } from './operands';
import { askClause, type Question } from './operators';

/** How deep an app's JQL functions may stand for queries that use such functions again. */
const FUNCTION_DEPTH = 3;

/** The items a query selects among those the reader may see. Throws JqlError. */
export async function runQuery(site: Site, principal: Principal, jql: string): Promise<ItemView[]> {
  const query = await prepareQuery(site, principal, jql);
  return query.order(site.world().items.filter((view) => site.access.canSee(principal, view) && query.matches(view)));
}

export interface PreparedQuery {
  readonly matches: Question;
  readonly order: (views: ItemView[]) => ItemView[];
  /** Without a condition a query would select the whole site. */
  readonly isBounded: boolean;
}

export async function prepareQuery(site: Site, principal: Principal, jql: string, depth = 0): Promise<PreparedQuery> {
  const jast = parseQuery(jql);
  const where = jast.query?.where;
  const context: JqlContext = {
    site,
    world: site.world(),
    principal,
    visible: (view) => site.access.canSee(principal, view),
    expanded: await expandFunctions(site, principal, where || undefined, depth),
  };
  const fields = jast.query?.orderBy?.fields ?? [];
  return {
    matches: where ? ask(where, context) : () => true,
    order: orderBy(fields, context),
    isBounded: Boolean(where),
  };
}

export function parseQuery(jql: string): Jast {
  const jast = new JastBuilder().build(jql);
  const error = jast.errors[0];
  if (error) {
    const where =
      'line' in error
        ? ` (line ${String(error.line)}, character ${String(Number(error['charPositionInLine' as keyof typeof error]) + 1)})`
        : '';
    throw new JqlError(`Error in the JQL Query: ${error.message}${where}.`);
  }
  return jast;
}

function ask(clause: Clause, context: JqlContext): Question {
  if (clause.clauseType === 'terminal') return askClause(clause, context);
  if (clause.clauseType === 'not') {
    const inner = ask(clause.clause, context);
    return (view) => !inner(view);
  }
  const questions = clause.clauses.map((inner) => ask(inner, context));
  return clause.operator.value === 'and'
    ? (view) => questions.every((question) => question(view))
    : (view) => questions.some((question) => question(view));
}

async function expandFunctions(
  site: Site,
  principal: Principal,
  where: Clause | undefined,
  depth: number,
): Promise<Map<FunctionOperand, Question>> {
  const expanded = new Map<FunctionOperand, Question>();
  for (const { operand, field, operator } of where ? functionsIn(where) : []) {
    const name = operand.function.value;
    const stands = Object.entries(site.jqlFunctions).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
    if (!stands || isBuiltIn(name)) continue;
    if (depth >= FUNCTION_DEPTH)
      throw new JqlError(`The JQL function '${name}' stands for a query that uses JQL functions too deeply.`);
    const answer = await stands({
      name,
      field,
      operator,
      arguments: operand.arguments.map((argument) => argument.value),
    });
    if ('error' in answer) throw new JqlError(answer.error);
    expanded.set(operand, (await prepareQuery(site, principal, answer.jql, depth + 1)).matches);
  }
  return expanded;
}

function functionsIn(clause: Clause): { operand: FunctionOperand; field: string; operator: string }[] {
  if (clause.clauseType === 'not') return functionsIn(clause.clause);
  if (clause.clauseType === 'compound') return clause.clauses.flatMap(functionsIn);
  const { operand } = clause;
  return operand?.operandType === 'function'
    ? [{ operand, field: clause.field.value, operator: clause.operator?.value ?? '' }]
    : [];
}

function orderBy(fields: readonly OrderByField[], context: JqlContext): (views: ItemView[]) => ItemView[] {
  const keys = fields.map((by) => {
    if (by.field.value.toLowerCase() === 'rank') return { size: (view: ItemView) => view.createdAt, sign: 1 };
    const field = findField(context.site, context.world, by.field.value);
    if (!field) throw noSuchField(by.field.value);
    if (!field.size) throw new JqlError(`Not able to sort using field '${by.field.value}'.`);
    return { size: field.size, sign: by.direction && by.direction.value === 'DESC' ? -1 : 1 };
  });
  return (views) =>
    views.sort((a, b) => {
      for (const { size, sign } of keys) {
        const difference = compareSizes(size(a), size(b), sign);
        if (difference !== 0) return difference;
      }
      return b.createdAt - a.createdAt || Number(b.id) - Number(a.id);
    });
}

/** Missing sizes come last in either direction. */
function compareSizes(a: number | string | undefined, b: number | string | undefined, sign: number): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return (a < b ? -1 : 1) * sign;
}
