/** Settings, progress, cursors and secrets in Forge's key-value store. */
import { randomBytes } from 'node:crypto';
import { kvs, WhereConditions } from '@forge/kvs';
import type { SettingsChange } from '../../model/settings';
import type { Memory, Progress, SigningSecret } from '../../ports/memory';

const SECRET = 'signing-secret';
const SALT = 'identity-salt';
const REPORTED = 'accounts-reported';
const CLOSED = 'accounts-closed';
const settingsKey = (project?: string): string => (project ? `settings:${project}` : 'settings');
const progressKey = (project: string): string => `progress:${project}`;
const reconciledKey = (project: string): string => `reconciled:${project}`;
const missingKey = (project: string): string => `missing:${project}`;

export const memoryInKvs: Memory = {
  readSettings: (project) => kvs.get<SettingsChange>(settingsKey(project)),
  readAllSettings: async () => {
    const all: { project: string | undefined; change: SettingsChange }[] = [];
    for (let cursor: string | undefined; ; ) {
      const query = kvs.query().where('key', WhereConditions.beginsWith(settingsKey())).limit(25);
      const { results, nextCursor } = await (cursor === undefined ? query : query.cursor(cursor)).getMany();
      for (const { key, value } of results) all.push({ project: key.split(':')[1], change: value as SettingsChange });
      if (nextCursor === undefined) return all;
      cursor = nextCursor;
    }
  },
  saveSettings: async (change, project) => {
    await kvs.set(settingsKey(project), change);
  },
  readProgress: async (project) => {
    const progress = await kvs.get<Progress>(progressKey(project));
    return progress && { ...progress, total: progress.total };
  },
  saveProgress: async (project, progress) => {
    if (progress) await kvs.set(progressKey(project), progress);
    else await kvs.delete(progressKey(project));
  },
  readReconciledAt: (project) => kvs.get<number>(reconciledKey(project)),
  saveReconciledAt: async (project, at) => {
    await kvs.set(reconciledKey(project), at);
  },
  readMissingSince: (project) => kvs.get<number>(missingKey(project)),
  saveMissingSince: async (project, at) => {
    if (at === undefined) await kvs.delete(missingKey(project));
    else await kvs.set(missingKey(project), at);
  },
  readSigningSecret: async () => {
    const secret = await kvs.getSecret<SigningSecret>(SECRET);
    return secret && { ...secret, previous: secret.previous };
  },
  saveSigningSecret: async (secret) => {
    await kvs.setSecret(SECRET, secret);
  },
  readReportedAt: () => kvs.get<number>(REPORTED),
  saveReportedAt: async (at) => {
    await kvs.set(REPORTED, at);
  },
  readClosedMarks: async () => (await kvs.get<string[]>(CLOSED)) ?? [],
  saveClosedMarks: async (marks) => {
    await kvs.set(CLOSED, [...marks]);
  },
  readSalt: async () => {
    const known = await kvs.getSecret<string>(SALT);
    if (known) return known;
    const salt = randomBytes(32).toString('hex');
    try {
      await kvs.setSecret(SALT, salt, { keyPolicy: 'FAIL_IF_EXISTS' });
      return salt;
    } catch (failure) {
      // Somebody else was first; two salts would make two people of one.
      const theirs = await kvs.getSecret<string>(SALT);
      if (theirs) return theirs;
      throw failure;
    }
  },
  eraseAll: async () => {
    for (const prefix of ['settings', 'reconciled:', 'missing:', 'progress:', REPORTED, CLOSED]) {
      for (;;) {
        const { results } = await kvs.query().where('key', WhereConditions.beginsWith(prefix)).limit(25).getMany();
        if (results.length === 0) break;
        for (const { key } of results) await kvs.delete(key);
      }
    }
    await kvs.deleteSecret(SECRET);
    await kvs.deleteSecret(SALT);
  },
};
