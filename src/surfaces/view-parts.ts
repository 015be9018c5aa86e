/** Parts that several views are made of. Part of `contract.ts`. */
import type { At } from '../model/item-property';
import type { LinkerId } from '../model/link';
import type { Stage } from '../model/work-item';

/** A time with whether the source proves it. Estimates are shown with a tilde and an explanation. */
export interface Since {
  readonly at: At;
  readonly exact: boolean;
}

/**
 * A work item as this reader may know it. `seen` was read in the reader's own name just now;
 * `unknown` is named by a link the reader sees, but lies where Throughline does not look;
 * `hidden` exists and may not be named to this reader.
 */
export type ItemRef =
  | {
      readonly kind: 'seen';
      readonly key: string;
      readonly summary: string;
      readonly type: string;
      readonly status: string;
      readonly stage: Stage;
    }
  | { readonly kind: 'unknown'; readonly key: string }
  | { readonly kind: 'hidden' };

/** A commit with how it was traced. `subject` is untrusted text: show it as text only. */
export interface CommitView {
  readonly repo: string;
  readonly sha: string;
  readonly at: At;
  readonly subject: string;
  readonly links: readonly LinkView[];
}

export interface LinkView {
  readonly key: string;
  readonly linker: LinkerId;
  /** `DAEMON-17 in the subject` */
  readonly evidence: string;
  /** The text the key stood in, when there is one; untrusted. */
  readonly quote: string | undefined;
  readonly confidence: number;
  /** True when a person decided on it. */
  readonly decided: boolean;
}

export interface CoverageView {
  readonly workItems: { readonly state: 'complete' | 'partial' | 'unknown'; readonly text: string; readonly asOf?: At };
  readonly commits: { readonly state: 'complete' | 'partial' | 'unknown'; readonly text: string; readonly asOf?: At };
  /** Share of commits by class; absent while commits were never ingested. */
  readonly trace?: {
    readonly commits: number;
    readonly linked: number;
    readonly exempt: number;
    readonly untraced: number;
    /** Links to expect when every open suggestion counts with its probability. */
    readonly expectedLinked?: number;
  };
}
