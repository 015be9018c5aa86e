/** Settings as a form: what can be changed, what holds, and what this scope changed. */
import { describeDetectors } from '../detect/describe-detectors';
import type { Instant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import { type SettingsChange, settingsFrom } from '../model/settings';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import type { SettingsView } from './contract';
import { waiverViews } from './waiver-views';

/** Waivers are told to those only who may take them back. */
export async function readSettingsView(
  outside: Outside,
  reader: JiraReader,
  projectKey: ProjectKey | undefined,
  canEdit: boolean,
  now: Instant,
): Promise<SettingsView> {
  const site = await outside.memory.readSettings();
  const project = projectKey === undefined ? undefined : await outside.memory.readSettings(projectKey);
  return {
    scope: projectKey === undefined ? 'site' : 'project',
    settings: settingsFrom(site, project),
    change: (projectKey === undefined ? site : project) ?? {},
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

/** The sentence that says what is wrong with a change; undefined when nothing is. */
export function faultInSettings(change: SettingsChange): string | undefined {
  const detectors = new Map(describeDetectors().map((detector) => [detector.id, detector]));
  for (const [id, values] of Object.entries(change.thresholds ?? {})) {
    const thresholds = detectors.get(id)?.thresholds;
    if (!thresholds) return `There is no detector "${id}". Reload the page and try again.`;
    for (const [name, value] of Object.entries(values)) {
      const threshold = thresholds[name];
      if (!threshold) return `Detector "${id}" has no threshold "${name}". Reload the page and try again.`;
      if (typeof value !== 'number' || !(value >= threshold.min && value <= threshold.max)) {
        return `${threshold.label} must be a number from ${threshold.min} to ${threshold.max} ${threshold.unit}; it is ${String(value)}.`;
      }
    }
  }
  const unknownDetector = (change.disabledDetectors ?? []).find((id) => !detectors.has(id));
  if (unknownDetector !== undefined) return `There is no detector "${unknownDetector}". Reload the page and try again.`;
  const { minimumGroup } = change.people ?? {};
  if (minimumGroup !== undefined && !(minimumGroup >= 5 && minimumGroup <= 100))
    return `The smallest group must be from 5 to 100 people; it is ${String(minimumGroup)}.`;
  const badDay = (change.calendar?.workingWeekdays ?? []).find((day) => !Number.isInteger(day) || day < 0 || day > 6);
  if (badDay !== undefined) return `A weekday is a number from 0 (Sunday) to 6 (Saturday); it is ${String(badDay)}.`;
  if (change.calendar?.workingWeekdays?.length === 0) return 'At least one day of the week must be a working day.';
  const badHoliday = (change.calendar?.holidays ?? []).find((day) => !/^\d{4}-\d{2}-\d{2}$/.test(day));
  if (badHoliday !== undefined) return `A holiday is a date such as 2017-12-25; it is "${badHoliday.slice(0, 40)}".`;
  return undefined;
}
