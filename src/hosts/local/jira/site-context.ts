/** What every route may use: the site at this instant, who may see what, and the way to say what happened. */
import type { ProductEvent } from '../contract';
import type { Access } from './access';
import type { DataSet } from './data-set';
import type { Person } from './item';
import type { PropertyAlias } from './jql/property-fields';
import type { SiteState } from './state';
import type { World } from './world';

/** What an app's JQL function gives back: a query to stand in its place, or why it cannot. */
export type JqlFunctionAnswer = { readonly jql: string } | { readonly error: string };

export interface JqlFunctionCall {
  readonly name: string;
  readonly field: string;
  readonly operator: string;
  readonly arguments: readonly string[];
}

export interface Site {
  readonly url: string;
  readonly dataSet: DataSet;
  readonly state: SiteState;
  readonly access: Access;
  readonly app: Person;
  readonly aliases: Readonly<Record<string, PropertyAlias>>;
  readonly jqlFunctions: Readonly<Record<string, (call: JqlFunctionCall) => Promise<JqlFunctionAnswer>>>;
  now(): number;
  world(): World;
  raise(event: ProductEvent): void;
}
