/** Small things that are remembered between runs: settings, cursors, progress, secrets. */
import type { Instant } from '../model/instant';
import type { ProjectKey } from '../model/key';
import type { SettingsChange } from '../model/settings';

export interface Progress {
  readonly text: string;
  readonly done: number;
  readonly total: number | undefined;
  /** When this was said. */
  readonly at: Instant;
}

export interface SigningSecret {
  readonly value: string;
  readonly createdAt: Instant;
  /** The one before, still accepted until the instant. */
  readonly previous: { readonly value: string; readonly until: Instant } | undefined;
}

export interface Memory {
  /** The site's changes when no project is named. */
  readSettings(project?: ProjectKey): Promise<SettingsChange | undefined>;
  /** Of the site and of every project that changed any. */
  readAllSettings(): Promise<readonly { readonly project: ProjectKey | undefined; readonly change: SettingsChange }[]>;
  saveSettings(change: SettingsChange, project?: ProjectKey): Promise<void>;
  /** How far the reading of a project has come; undefined once it is done. */
  readProgress(project: ProjectKey): Promise<Progress | undefined>;
  saveProgress(project: ProjectKey, progress: Progress | undefined): Promise<void>;
  /** Instant up to which an hourly reconcile has looked, by project. */
  readReconciledAt(project: ProjectKey): Promise<Instant | undefined>;
  saveReconciledAt(project: ProjectKey, at: Instant): Promise<void>;
  /** When a reconcile first found that Jira does not show the project; undefined while it does. */
  readMissingSince(project: ProjectKey): Promise<Instant | undefined>;
  saveMissingSince(project: ProjectKey, at: Instant | undefined): Promise<void>;
  readSigningSecret(): Promise<SigningSecret | undefined>;
  saveSigningSecret(secret: SigningSecret): Promise<void>;
  /** When account ids were last reported to Atlassian. */
  readReportedAt(): Promise<Instant | undefined>;
  saveReportedAt(at: Instant): Promise<void>;
  /** One-way marks of accounts that were closed. */
  readClosedMarks(): Promise<readonly string[]>;
  saveClosedMarks(marks: readonly string[]): Promise<void>;
  /** The per-installation salt for hashing e-mail addresses; made when first asked for. */
  readSalt(): Promise<string>;
  eraseAll(): Promise<void>;
}
