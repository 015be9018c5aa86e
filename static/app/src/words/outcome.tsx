/** Outcomes as lozenges: always a word, and colour only to support it. What is unknown looks neutral. */
import Lozenge from '@atlaskit/lozenge';
import type { DetectorView, LineOutcome, Severity } from '../bridge';

type Appearance = 'success' | 'warning' | 'danger' | 'information' | 'neutral';

const LINE_WORDS: Readonly<Record<LineOutcome, readonly [string, Appearance]>> = {
  failing: ['Failing', 'danger'],
  'at-risk': ['At risk', 'warning'],
  holding: ['Holding', 'success'],
  unknown: ['Unknown', 'neutral'],
};

export function LineLozenge({ outcome }: { readonly outcome: LineOutcome }) {
  const [word, appearance] = LINE_WORDS[outcome];
  return <Lozenge appearance={appearance}>{word}</Lozenge>;
}

const OUTCOME_WORDS: Readonly<Record<DetectorView['outcome'], readonly [string, Appearance]>> = {
  clear: ['Clear', 'success'],
  flagged: ['Flagged', 'danger'],
  'not-applicable': ['Not applicable', 'neutral'],
  unknown: ['Unknown', 'neutral'],
  failed: ['Could not run', 'neutral'],
};

export function OutcomeLozenge({
  outcome,
  severity,
}: {
  readonly outcome: DetectorView['outcome'];
  readonly severity: Severity;
}) {
  const [word, appearance] = OUTCOME_WORDS[outcome];
  return <Lozenge appearance={outcome === 'flagged' && severity !== 'high' ? 'warning' : appearance}>{word}</Lozenge>;
}

const SEVERITY_WORDS: Readonly<Record<Severity, readonly [string, Appearance]>> = {
  high: ['High', 'danger'],
  medium: ['Medium', 'warning'],
  low: ['Low', 'neutral'],
};

export function SeverityLozenge({ severity }: { readonly severity: Severity }) {
  const [word, appearance] = SEVERITY_WORDS[severity];
  return <Lozenge appearance={appearance}>{word}</Lozenge>;
}
