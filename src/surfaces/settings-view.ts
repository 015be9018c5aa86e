/** Settings as a form: what can be changed, what holds, and what this scope changed. */
import { describeDetectors } from '../detect/describe-detectors';
import type { Instant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import { type Settings, projectSettings } from '../model/settings';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import type { SettingsView } from './contract';
import { waiverViews } from './waiver-views';

/** Waivers, and who is in a team, are told to those only who may change them. */
export async function readSettingsView(
  outside: Outside,
  reader: JiraReader,
  projectKey: ProjectKey | undefined,
  canEdit: boolean,
  now: Instant,
): Promise<SettingsView> {
  const site = await outside.memory.readSettings();
  const project = projectKey === undefined ? undefined : await outside.memory.readSettings(projectKey);
  const shown = canEdit ? (settings: Settings) => settings : withoutMembers;
  const { people, ...change } = (projectKey === undefined ? site : project) ?? {};
  return {
    scope: projectKey === undefined ? 'site' : 'project',
    settings: shown(projectSettings(site, project)),
    change: canEdit && people ? { ...change, people } : change,
    detectors: describeDetectors().map((detector) => ({
      id: detector.id,
      line: detector.line,
      title: detector.title.fail,
      rationale: detector.rationale,
      thresholds: Object.entries(detector.thresholds).map(([name, threshold]) => ({
        detector: detector.id,
        name,
        ...threshold,
      })),
    })),
    linkTypes: await outside.jira.readLinkTypes(),
    canEdit,
    waivers: projectKey !== undefined && canEdit ? await waiverViews(outside, reader, projectKey, now) : [],
  };
}

function withoutMembers(settings: Settings): Settings {
  return { ...settings, people: { ...settings.people, teams: [] } };
}
