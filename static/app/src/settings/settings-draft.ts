/**
 * What a scope would change, while somebody edits it. Only what was changed is kept and sent: a
 * value put back to what holds without it leaves the draft, so that better defaults arrive later.
 */
import type { Settings, SettingsChange, SettingsView, ThresholdField } from '../bridge';

type Parts = Pick<Settings, 'calendar' | 'waiting' | 'trace' | 'people' | 'goals'>;

/** What holds for one value: the draft's, else what is inherited where that is known. */
export function valueIn<Part extends keyof Parts, Name extends keyof Parts[Part]>(
  view: SettingsView,
  draft: SettingsChange,
  part: Part,
  name: Name,
): Parts[Part][Name] {
  const drafted = (draft[part] as Partial<Parts[Part]> | undefined)?.[name];
  return drafted === undefined ? view.settings[part][name] : drafted;
}

/** True when this scope has its own value; otherwise it follows the wider scope or the default. */
export function isOwn<Part extends keyof Parts>(draft: SettingsChange, part: Part, name: keyof Parts[Part]): boolean {
  return (draft[part] as Partial<Parts[Part]> | undefined)?.[name] !== undefined;
}

/** `undefined` takes the value out of the draft. */
export function withValue<Part extends keyof Parts, Name extends keyof Parts[Part]>(
  view: SettingsView,
  draft: SettingsChange,
  part: Part,
  name: Name,
  value: Parts[Part][Name] | undefined,
): SettingsChange {
  const storedOwn = isOwn(view.change, part, name);
  const back = value === undefined || (!storedOwn && isSame(value, view.settings[part][name]));
  const { [name]: _dropped, ...others } = { ...(draft[part] as Partial<Parts[Part]> | undefined) } as Partial<
    Parts[Part]
  >;
  return withPart(draft, part, back ? others : { ...others, [name]: value });
}

export function thresholdIn(view: SettingsView, draft: SettingsChange, field: ThresholdField): number {
  return draft.thresholds?.[field.detector]?.[field.name] ?? inheritedThreshold(view, field);
}

export function isOwnThreshold(draft: SettingsChange, field: ThresholdField): boolean {
  return draft.thresholds?.[field.detector]?.[field.name] !== undefined;
}

/** What holds when this scope says nothing. A value this scope stored hides the wider one: then the default stands in. */
function inheritedThreshold(view: SettingsView, field: ThresholdField): number {
  const storedOwn = isOwnThreshold(view.change, field);
  return storedOwn ? field.default : (view.settings.thresholds[field.detector]?.[field.name] ?? field.default);
}

export function withThreshold(
  view: SettingsView,
  draft: SettingsChange,
  field: ThresholdField,
  value: number | undefined,
): SettingsChange {
  const { [field.name]: _dropped, ...others } = { ...draft.thresholds?.[field.detector] };
  const keeps = value !== undefined && value !== inheritedThreshold(view, field);
  const ofDetector = keeps ? { ...others, [field.name]: value } : others;
  const { [field.detector]: _old, ...thresholds } = { ...draft.thresholds };
  return withPart(
    draft,
    'thresholds',
    Object.keys(ofDetector).length === 0 ? thresholds : { ...thresholds, [field.detector]: ofDetector },
  );
}

export function disabledIn(view: SettingsView, draft: SettingsChange): readonly string[] {
  return (
    draft.disabledDetectors ?? (view.change.disabledDetectors === undefined ? view.settings.disabledDetectors : [])
  );
}

export function withDetector(
  view: SettingsView,
  draft: SettingsChange,
  detector: string,
  enabled: boolean,
): SettingsChange {
  const before = disabledIn(view, draft).filter((id) => id !== detector);
  const after = enabled ? before : [...before, detector].sort();
  const inherited = view.change.disabledDetectors === undefined ? view.settings.disabledDetectors : [];
  const { disabledDetectors: _dropped, ...others } = draft;
  return isSame(after, inherited) ? others : { ...others, disabledDetectors: after };
}

/** How many single values a draft holds that the stored change does not, or the other way round. */
export function countEdits(stored: SettingsChange, draft: SettingsChange): number {
  const [before, after] = [flatten(stored), flatten(draft)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
    .length;
}

function flatten(change: SettingsChange): Map<string, string> {
  const flat = new Map<string, string>();
  for (const part of ['calendar', 'waiting', 'trace', 'people', 'goals'] as const) {
    for (const [name, value] of Object.entries(change[part] ?? {})) flat.set(`${part}.${name}`, JSON.stringify(value));
  }
  for (const [detector, values] of Object.entries(change.thresholds ?? {})) {
    for (const [name, value] of Object.entries(values))
      flat.set(`thresholds.${detector}.${name}`, JSON.stringify(value));
  }
  if (change.disabledDetectors) flat.set('disabledDetectors', JSON.stringify(change.disabledDetectors));
  return flat;
}

function withPart<Part extends keyof SettingsChange>(draft: SettingsChange, part: Part, value: object): SettingsChange {
  const { [part]: _dropped, ...others } = draft;
  return Object.keys(value).length === 0 ? others : { ...others, [part]: value };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
