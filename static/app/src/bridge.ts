/**
 * The one door of the screens: Atlassian's bridge on the far side, typed requests on this one.
 * Every import from our own functions' code passes here, and only as types.
 */
import { events, invoke, requestJira, router, showFlag, view } from '@forge/bridge';
import type {
  Answer,
  FindingView,
  LineView,
  RequestName,
  Requests,
  SettingsView,
} from '../../../src/surfaces/contract';

export type * from '../../../src/surfaces/contract';
export type LineOutcome = LineView['outcome'];
export type Severity = FindingView['severity'];
export type SettingsChange = SettingsView['change'];
export type Settings = SettingsView['settings'];

export { events, requestJira, router, showFlag, view };

/** Asks our functions; resolves to a refusal, never rejects, whatever goes wrong on the way. */
export async function ask<Name extends RequestName>(name: Name, take: Requests[Name]['take']): Promise<Answer<Name>> {
  try {
    return (await invoke<Answer<Name>>(name, take)) as Answer<Name>;
  } catch {
    return {
      ok: false,
      reason: 'unavailable',
      message: 'Throughline did not answer. Nothing is lost; try again in a moment.',
    };
  }
}
