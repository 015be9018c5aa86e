/** Findings as a CSV file: one row each, the same rows the screen shows. */
import type { FindingView } from '../bridge';

const COLUMNS = [
  'finding',
  'severity',
  'detector',
  'title',
  'subject',
  'message',
  'since',
  'since is estimated',
  'next step',
  'cleared by',
  'person-days',
  'waived until',
  'waiver reason',
];

export function writeFindingsCsv(findings: readonly FindingView[]): string {
  const rows = findings.map((finding) => [
    finding.id,
    finding.severity,
    finding.detector,
    finding.title,
    writeSubject(finding.subject),
    finding.message,
    finding.since.at,
    finding.since.exact ? 'no' : 'yes',
    finding.nextStep,
    finding.clearedBy,
    finding.personDays === undefined ? '' : String(finding.personDays),
    finding.waiver?.until ?? '',
    finding.waiver?.reason ?? '',
  ]);
  return [COLUMNS, ...rows].map((row) => row.map(writeCell).join(',')).join('\r\n') + '\r\n';
}

export function writeSubject(subject: FindingView['subject']): string {
  if (subject.kind === 'seen') return `${subject.key} ${subject.summary}`;
  if (subject.kind === 'unknown') return subject.key;
  return subject.kind === 'hidden' ? 'An item you cannot see' : subject.text;
}

/** Quotes a cell, and keeps a spreadsheet from taking untrusted text for a formula. */
function writeCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
