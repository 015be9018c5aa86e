/** Waivers in force, in words for people, without those about items the reader cannot see. */
import { type DetectorDescription, describeDetectors } from '../detect/describe-detectors';
import { type Waiver, findingId } from '../model/finding';
import { type Instant, formatInstant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import type { SettingsView } from './contract';
import { isAboutVisible, keysIn, subjectText } from './finding-view';
import { type Sight, keysInText, lookAs } from './reader';

/** Findings looked through for the circles and pairs of teams that waivers name by digest. */
const NAMED_BY_DIGEST_READ = 1_000;
const NAMED_BY_DIGEST: readonly DetectorDescription['subjects'][] = ['cycles', 'teamPairs'];

export async function waiverViews(
  { facts }: Pick<Outside, 'facts'>,
  reader: JiraReader,
  projectKey: ProjectKey,
  now: Instant,
): Promise<SettingsView['waivers']> {
  const waivers = (await facts.readWaivers(projectKey)).filter((waiver) => waiver.until > now);
  if (waivers.length === 0) return [];
  const detectors = describeDetectors();
  const { rows } = await facts.readFindings(projectKey, {
    detectors: detectors.filter(({ subjects }) => NAMED_BY_DIGEST.includes(subjects)).map(({ id }) => id),
    offset: 0,
    limit: NAMED_BY_DIGEST_READ,
  });
  const digested = new Map(rows.map(({ finding }) => [findingId(finding), finding]));
  const sight = await lookAs(reader, [
    ...waivers.flatMap(({ finding }) => keysInText(finding)),
    ...[...digested.values()].flatMap(keysIn),
  ]);
  return waivers.flatMap((waiver) => {
    const found = digested.get(waiver.finding);
    const about = found
      ? isAboutVisible(found, sight) && subjectText(found.subject, sight)
      : aboutOf(waiver.finding, sight);
    return about ? [waiverView(waiver, about, detectors)] : [];
  });
}

function waiverView(
  { finding, reason, by, until, kind }: Waiver,
  about: string,
  detectors: readonly DetectorDescription[],
): SettingsView['waivers'][number] {
  const detector = finding.slice(0, finding.indexOf('/'));
  const title = detectors.find(({ id }) => id === detector)?.title.fail ?? detector;
  return { finding, text: `${title}: ${about}`, reason, by, until: formatInstant(until), kind };
}

/** What a finding's id says it is about; undefined when the reader may not see that. */
function aboutOf(finding: string, sight: Sight): string | undefined {
  const [, kind, about = ''] = /^[^/]*\/([^:]*):(.*)$/.exec(finding) ?? [];
  switch (kind) {
    case 'work-item':
      return sight.isVisible(about) ? about : undefined;
    case 'commit':
      return about.replace(/@([0-9a-f]{10})[0-9a-f]*$/, '@$1');
    case 'pull-request':
      return about;
    case 'branch':
      return `a branch in ${about.slice(0, about.indexOf('@'))}`;
    case 'cycle':
      return 'a circle that is no more';
    case 'version':
    case 'sprint':
      return `a ${kind} of ${about.replace(/\/.*/, '')}`;
    case 'team':
      return `the team of ${about}`;
    case 'team-pair':
      return 'two teams that are in order now';
    case undefined:
    default:
      return undefined;
  }
}
