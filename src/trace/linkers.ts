/** The linkers, most trusted first: where several find the same item, the first one's evidence is kept. */
import type { Linker } from './linker';
import { branchName } from './linkers/branch-name';
import { inherited } from './linkers/inherited';
import { mergeParent } from './linkers/merge-parent';
import { messageKey } from './linkers/message-key';
import { pattern } from './linkers/pattern';
import { pullRequest } from './linkers/pull-request';

/** Changes when the same facts would give other links: the ledger keeps it with each. */
export const TRACE_VERSION = '1';

export const LINKERS: readonly Linker[] = [messageKey, pattern, branchName, pullRequest, mergeParent, inherited];
