import Lozenge from '@atlaskit/lozenge';
import type { RunRecord } from '../../../automation/rule';
import { capital } from './rule-words';

const outcomeAppearance = {
  success: 'success',
  'no actions performed': 'default',
  'some errors': 'moved',
  failed: 'removed',
} as const;

export function Outcome({ run }: { readonly run: RunRecord }) {
  return <Lozenge appearance={outcomeAppearance[run.outcome]}>{capital(run.outcome)}</Lozenge>;
}
