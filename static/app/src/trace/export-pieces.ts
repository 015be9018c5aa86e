/** Collects a file piece by piece, in order, until it is whole, refused or no longer wanted. */
import { type Requests, ask } from '../bridge';

export type ExportWish = Pick<Requests['trace.export']['take'], 'of' | 'format' | 'asOf'>;

export type ExportEnd =
  | { readonly kind: 'whole'; readonly pieces: readonly string[]; readonly rows: number; readonly hidden: number }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'cancelled' };

export async function collectPieces(
  wish: ExportWish,
  onRows: (rows: number) => void,
  signal: AbortSignal,
): Promise<ExportEnd> {
  const pieces: string[] = [];
  let [rows, hidden] = [0, 0];
  let cursor: string | undefined;
  do {
    const answer = await ask('trace.export', cursor === undefined ? wish : { ...wish, cursor });
    if (signal.aborted) return { kind: 'cancelled' };
    if (!answer.ok) return { kind: 'refused', message: answer.message };
    pieces.push(answer.value.text);
    rows += answer.value.rows;
    hidden += answer.value.hidden;
    onRows(rows);
    cursor = answer.value.nextCursor;
  } while (cursor !== undefined);
  return { kind: 'whole', pieces, rows, hidden };
}

/** `throughline-map-PAY-2017-11-13.csv` */
export function nameFile({ of, format }: ExportWish, projectKey: string, day: string): string {
  return `throughline-${of}-${projectKey}-${day}.${format}`;
}
