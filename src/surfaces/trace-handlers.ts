/** What the trace page, the panels and the command line ask about commits. */
import { type Handlers, Refusal } from './asking';
import { readBlame } from './blame-view';
import type { TraceRequests } from './contract';
import { readFootprint } from './footprint-view';

const notYet = (): never => {
  throw new Refusal('not-ready', 'This is not there yet.');
};

export const TRACE_HANDLERS: Handlers<keyof TraceRequests> = {
  'trace.read': notYet,
  'trace.commits': notYet,
  'trace.review': notYet,
  'trace.commit': notYet,
  'trace.decide': notYet,
  'trace.undo': notYet,
  'trace.ledger': notYet,
  'trace.export': notYet,
  'trace.footprint': readFootprint,
  'trace.blame': readBlame,
};
