/** Hands the reader a file; the frame's sandbox allows downloads. */
export type FileFormat = 'csv' | 'jsonl';

const TYPES: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  jsonl: 'application/jsonl;charset=utf-8',
};

/** `pieces` follow each other without anything between. A mark at its beginning tells spreadsheets that it is UTF-8. */
export function download(name: string, pieces: readonly string[], format: FileFormat = 'csv'): void {
  const address = URL.createObjectURL(
    new Blob(format === 'csv' ? ['\uFEFF', ...pieces] : [...pieces], { type: TYPES[format] }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
