/** Detectors by checklist line: each can be switched off, and each threshold changed within its range. */
import { type SettingsView, type ThresholdField } from '../bridge';
import { Disclosure } from '../frame/disclosure';
import { LinkButton } from '../frame/link-button';
import fields from '../frame/field.module.css';
import { count } from '../words/working-age';
import { NumberField } from './number-field';
import { Section } from './section';
import { disabledIn, isOwnThreshold, thresholdIn, withDetector, withThreshold } from './settings-draft';
import type { SectionProps } from './settings-form';
import styles from './settings.module.css';

type Detector = SettingsView['detectors'][number];

/** The checklist's six lines by their short names, as the health page shows them. */
const LINE_TITLES: Readonly<Record<Detector['line'], string>> = {
  1: 'Promises',
  2: 'Waiting',
  3: 'Everyone used',
  4: 'No exhaustion',
  5: 'Alignment',
  6: 'Past work',
};

export function DetectorsSection(props: SectionProps) {
  const { view, draft } = props;
  const disabled = disabledIn(view, draft);
  const lines = [...new Set(view.detectors.map(({ line }) => line))].sort((a, b) => a - b);
  return (
    <Section
      title="Detectors"
      about="Each detector answers one sentence of the checklist. Change when it flags, or switch it off."
    >
      <div className={styles.groups}>
        {lines.map((line) => {
          const detectors = view.detectors.filter((detector) => detector.line === line);
          const off = detectors.filter(({ id }) => disabled.includes(id)).length;
          const own = detectors
            .flatMap(({ thresholds }) => thresholds)
            .filter((field) => isOwnThreshold(draft, field)).length;
          const notes = [
            count(detectors.length, 'detector'),
            ...(off > 0 ? [`${off} off`] : []),
            ...(own > 0 ? [count(own, 'changed threshold')] : []),
          ];
          return (
            <Disclosure
              key={line}
              initiallyOpen={line === lines[0]}
              label={
                <>
                  <strong className={styles.lineName}>{LINE_TITLES[line]}</strong>{' '}
                  <span className={styles.quiet}>{notes.join(', ')}</span>
                </>
              }
            >
              {() => (
                <div className={styles.detectors}>
                  {detectors.map((detector) => (
                    <DetectorFields key={detector.id} detector={detector} {...props} />
                  ))}
                </div>
              )}
            </Disclosure>
          );
        })}
      </div>
    </Section>
  );
}

function DetectorFields({ detector, view, draft, onDraft, onFault }: { readonly detector: Detector } & SectionProps) {
  const enabled = !disabledIn(view, draft).includes(detector.id);
  return (
    <div className={styles.detector}>
      <label className={fields.check}>
        <input
          type="checkbox"
          checked={enabled}
          onChange={(event) => onDraft(withDetector(view, draft, detector.id, event.target.checked))}
        />
        <span>
          <strong className={styles.detectorTitle}>{detector.title}</strong>
          <span className={styles.rationale}>{detector.rationale}</span>
        </span>
      </label>
      {enabled && detector.thresholds.length > 0 ? (
        <div className={styles.thresholds}>
          {detector.thresholds.map((field) => (
            <ThresholdInput
              key={field.name}
              field={field}
              view={view}
              draft={draft}
              onDraft={onDraft}
              onFault={onFault}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function ThresholdInput({ field, view, draft, onDraft, onFault }: { readonly field: ThresholdField } & SectionProps) {
  const own = isOwnThreshold(draft, field);
  return (
    <NumberField
      name={`${field.detector}.${field.name}`}
      label={field.label}
      help={`${field.help} From ${field.min} to ${field.max}.`}
      unit={field.unit}
      min={field.min}
      max={field.max}
      value={thresholdIn(view, draft, field)}
      onValue={(value) => onDraft(withThreshold(view, draft, field, value))}
      onFault={onFault}
      aside={
        own ? (
          <LinkButton
            onClick={() => onDraft(withThreshold(view, draft, field, undefined))}
            label={`Reset to default (${field.default}): ${field.label}`}
          >
            Reset to default ({field.default})
          </LinkButton>
        ) : undefined
      }
    />
  );
}
