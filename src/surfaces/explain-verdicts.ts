/** What the examinations said about one thing, as text for a terminal. */
import { describeDetectors } from '../detect/describe-detectors';
import { type Finding, findingId } from '../model/finding';
import { formatInstant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { FindingRow } from '../ports/facts';
import type { Outside } from '../ports/outside';

const FINDINGS_READ = 5_000;

/** What the examinations said; `notExamined` are the projects that had none. */
export interface Verdicts {
  readonly looked: boolean;
  readonly notExamined: readonly ProjectKey[];
  readonly findings: readonly FindingRow[];
}

export async function verdictsOf(
  { facts }: Outside,
  projects: readonly ProjectKey[],
  isAbout: (finding: Finding) => boolean,
): Promise<Verdicts> {
  const findings: FindingRow[] = [];
  const notExamined: ProjectKey[] = [];
  for (const project of projects) {
    if (!(await facts.readExamination(project))) {
      notExamined.push(project);
      continue;
    }
    const { rows } = await facts.readFindings(project, { offset: 0, limit: FINDINGS_READ });
    findings.push(...rows.filter(({ finding }) => isAbout(finding)));
  }
  return { looked: projects.length > notExamined.length, notExamined, findings };
}

export function verdictLines({ looked, notExamined, findings }: Verdicts): string[] {
  const waiting = notExamined.map((project) => `${project} is not examined yet, so its detectors have said nothing.`);
  if (findings.length === 0) {
    const nobody = 'No detector has looked at it: its repository serves no project that is read.';
    const nothing = looked ? ['No detector flags it.'] : notExamined.length === 0 ? [nobody] : [];
    return ['', ...nothing, ...waiting];
  }
  const detectors = new Map(describeDetectors().map((detector) => [detector.id, detector]));
  const lines = findings.flatMap(({ finding, waived }) => {
    const detector = detectors.get(finding.detector);
    return [
      '',
      `${findingId(finding)}${waived ? ' (waived)' : ''}`,
      `  ${finding.message}`,
      `  since ${finding.sinceExact ? '' : '≈ '}${formatInstant(finding.since)}`,
      ...finding.evidence.map((row) =>
        row.kind === 'work-item'
          ? `  · ${row.key}: ${row.text}`
          : row.kind === 'commit'
            ? `  · ${row.sha.slice(0, 12)}: ${row.text}`
            : `  · ${row.text}`,
      ),
      `  next: ${finding.nextStep}`,
      `  clears when: ${detector?.clears ?? ''}`,
    ];
  });
  return waiting.length === 0 ? lines : [...lines, '', ...waiting];
}
