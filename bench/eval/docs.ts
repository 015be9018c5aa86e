import type { TraceReport } from './report';
export function writeAccuracyDocs(_r: readonly TraceReport[]): string { return ''; }
