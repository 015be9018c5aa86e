/** A work item, the commits that serve it, what it waits for and what is flagged, as text for a terminal. */
import { workingDays } from '../detect/wording';
import { type Instant, formatDay, formatInstant } from '../model/instant';
import type { WorkItemKey } from '../model/key';
import { entriesByPair, stateOf } from '../model/ledger';
import { valueAt } from '../model/span';
import type { JiraReader } from '../ports/jira';
import type { Outside } from '../ports/outside';
import { explainLink } from '../trace/explain-link';
import { verdictLines, verdictsOf } from './explain-verdicts';
import { wayUp } from './way-up';

/** Undefined for an item the reader does not see, or that was never read. */
export async function explainItem(
  outside: Outside,
  reader: JiraReader,
  key: WorkItemKey,
  now: Instant,
): Promise<string | undefined> {
  const { facts } = outside;
  if ((await reader.seeItems([key])).length === 0) return undefined;
  const [item] = await facts.readItemsByKey([key]);
  if (!item) return undefined;
  const links = await facts.readLinksTo([key]);
  const verdicts = await verdictsOf(
    outside,
    [item.projectKey],
    ({ subject }) =>
      (subject.kind === 'work-item' && subject.key === key) || (subject.kind === 'cycle' && subject.keys.includes(key)),
  );
  const wait = (await facts.readWaits(item.projectKey)).find(({ waiter }) => waiter === key);
  return [
    `${item.key} ${item.summary}`,
    `  ${item.type}, ${valueAt(item.status, now)?.name ?? 'status unknown'}; ${item.hasHistory ? 'no gap is seen in its history' : 'its history has gaps, so dates marked ≈ are estimates'}`,
    `  ${await wayUp(outside, key, now)}`,
    '',
    links.length === 0 ? 'No commit is linked to it.' : `${links.length} links:`,
    ...links
      .slice(0, 50)
      .flatMap((link) => explainLink(link).map((line, index) => (index === 0 ? `  • ${line}` : `    ${line}`))),
    ...(links.length > 50 ? [`  … and ${links.length - 50} more`] : []),
    ...(await decisionLines(outside, key)),
    '',
    ...(wait
      ? [
          `It waits since ${wait.sinceExact ? '' : '≈ '}${formatInstant(wait.since)} (${workingDays(wait.workingDays)}):`,
          ...wait.causes.map(
            (cause) =>
              `  ${cause.text}${cause.key ? ` ${cause.key}` : ''}${cause.unknown ? ' — unknown: it lies where Throughline does not look' : `, since ${cause.exact ? '' : '≈ '}${formatInstant(cause.since)}`}`,
          ),
        ]
      : [
          verdicts.notExamined.length === 0
            ? 'It waits for nothing that is known.'
            : 'Whether it waits is not known yet.',
        ]),
    ...verdictLines(verdicts),
  ].join('\n');
}

/** Commits that somebody said do not serve it: linkers and suggestions leave them alone. */
async function decisionLines({ facts }: Outside, key: WorkItemKey): Promise<string[]> {
  const said = entriesByPair(await facts.readEntriesTo([key]));
  const rejected = [...said.values()].flatMap((entries) => {
    const { decision } = stateOf(entries);
    return decision?.act === 'rejected' ? [decision] : [];
  });
  return rejected.map(({ sha, at }) => `  ✗ Commit ${sha.slice(0, 12)} does not serve it: said on ${formatDay(at)}.`);
}
