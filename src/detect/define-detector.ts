/**
 * A detector is metadata plus one small question, asked of one subject at a time.
 *
 * `subjects` is what it looks at and `needs` what else it reads: reading more is a type error.
 * `thresholds` are plain data that draw the settings form and the docs, and type
 * `thresholds.graceDays` inside `examine`.
 */
import type { WorkingCalendar } from '../model/calendar';
import type { Evidence, LineId, Severity, Subject } from '../model/finding';
import type { Instant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { FactName, FactsByName, WorldFacts } from './facts';
import { SUBJECT_KINDS, type SubjectKind, type SubjectKindName, type SubjectOf } from './subjects';

/** A number an administrator can change, within a range. */
export interface Threshold {
  readonly label: string;
  readonly help: string;
  /** `working days`, `percent`, … */
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** A flag with its proof; a bare sentence lets the subject itself stand as evidence. */
export interface Flag {
  /** A sentence about this subject. */
  readonly message: string;
  readonly since: Instant;
  readonly sinceExact: boolean;
  readonly evidence: readonly Evidence[];
  /** Left out, the detector's remedy is the next step. */
  readonly nextStep?: string;
  readonly personDays?: number;
  /** Left out, the detector's own. */
  readonly severity?: Severity;
}

/**
 * What follows "because", without a full stop, of one subject and of several: `it is not in progress`,
 * `they are not in progress`. A text alone reads well after both: `no item was ever in progress`.
 */
export type Why = string | { readonly one: string; readonly many: string };

/** This subject cannot be judged, or the question does not arise for it. */
export interface Unjudged {
  readonly unjudged: 'unknown' | 'not-applicable';
  readonly why: Why;
}

/** What is not clear. */
export type Answer = string | Flag | Unjudged;

/** The answer when a fact is missing: never a pass. */
export function cannotTell(why: Why): Unjudged {
  return { unjudged: 'unknown', why };
}

/** The answer when the question does not arise. */
export function doesNotApply(why: Why): Unjudged {
  return { unjudged: 'not-applicable', why };
}

/** What `examine` may read besides the subject. */
export type Context<Needs extends FactName, Thresholds> = Readonly<Pick<FactsByName, Needs>> & {
  readonly asOf: Instant;
  readonly projectKey: ProjectKey;
  readonly calendar: WorkingCalendar;
  readonly thresholds: { readonly [Name in keyof Thresholds]: number };
};

interface Metadata {
  /** Names the failing state as a noun; lives for ever in storage and JQL. */
  readonly id: string;
  /** Line and sentence of docs/checklist.md it answers: `2.1`. */
  readonly checklistLine: `${LineId}.${number}`;
  readonly title: { readonly pass: string; readonly fail: string };
  readonly rationale: string;
  readonly remedy: string;
  /** What ends a finding, so that nobody has to guess. */
  readonly clears: string;
  readonly severity: Severity;
}

export interface Definition<
  Kind extends SubjectKindName,
  Needs extends FactName,
  Thresholds extends Readonly<Record<string, Threshold>>,
> extends Metadata {
  readonly subjects: Kind;
  readonly needs: readonly Needs[];
  readonly thresholds: Thresholds;
  readonly examine: (subject: SubjectOf<Kind>, context: Context<Needs, Thresholds>) => Answer | undefined;
}

/** One subject and what the detector said of it. Most subjects are in order, and nobody asks which they were. */
export interface Asked {
  readonly answer: Answer;
  subject(): Subject;
  /** When the subject itself began, for answers that are a bare sentence. */
  beganAt(): Instant;
}

/** A detector as the runner sees it: the types of its subject and facts are sealed inside. */
export interface Detector extends Metadata {
  readonly subjects: SubjectKindName;
  readonly needs: readonly FactName[];
  readonly thresholds: Readonly<Record<string, Threshold>>;
  /** Asks the question of one subject after the other, and tells of those that are not clear. Lets whatever `examine` throws pass. */
  askAll(facts: WorldFacts, thresholds: Readonly<Record<string, number>>): Iterable<Asked>;
}

/** Checks nothing at run time: the types and the laws in test/detect do. */
export function defineDetector<
  Kind extends SubjectKindName,
  const Needs extends FactName,
  const Thresholds extends Readonly<Record<string, Threshold>>,
>({ examine, ...rest }: Definition<Kind, Needs, Thresholds>): Detector {
  return {
    ...rest,
    *askAll(facts, thresholds) {
      const kind: SubjectKind<SubjectOf<Kind>> = SUBJECT_KINDS[rest.subjects];
      const context = contextOf(facts, rest.needs, thresholds as { readonly [Name in keyof Thresholds]: number });
      for (const one of kind.list(facts)) {
        const answer = examine(one, context);
        if (answer !== undefined)
          yield { answer, subject: () => kind.subjectOf(one), beganAt: () => kind.beganAt(one) };
      }
    },
  };
}

function contextOf<Needs extends FactName, Thresholds>(
  facts: WorldFacts,
  needs: readonly Needs[],
  thresholds: { readonly [Name in keyof Thresholds]: number },
): Context<Needs, Thresholds> {
  const { asOf, projectKey, calendar } = facts.world;
  const read = Object.fromEntries(needs.map((name) => [name, facts[name]])) as Pick<FactsByName, Needs>;
  return { ...read, asOf, projectKey, calendar, thresholds };
}
