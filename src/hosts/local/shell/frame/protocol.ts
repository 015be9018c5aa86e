/**
 * What a frame of the app and the shell page around it say to each other with `postMessage`.
 * Each side checks the other's origin and window before it reads a message.
 *
 * Functions cannot cross, so the frame keeps them and sends a number in their place
 * (`{ __function: 7 }`); the shell calls one by sending that number back.
 */
export type FrameMessage =
  | {
      readonly from: 'throughline-frame';
      readonly kind: 'call';
      readonly id: number;
      readonly command: string;
      readonly data: unknown;
    }
  | { readonly from: 'throughline-frame'; readonly kind: 'height'; readonly height: number };

export type ShellMessage =
  | { readonly from: 'throughline-shell'; readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly from: 'throughline-shell'; readonly kind: 'failure'; readonly id: number; readonly message: string }
  | {
      readonly from: 'throughline-shell';
      readonly kind: 'callback';
      readonly callback: number;
      readonly argument: unknown;
    }
  | { readonly from: 'throughline-shell'; readonly kind: 'theme'; readonly theme: Theme }
  | { readonly from: 'throughline-shell'; readonly kind: 'location'; readonly location: FrameLocation };

/** Attributes that Atlassian sets on the frame's root element. */
export interface Theme {
  readonly colorMode: 'light' | 'dark';
  /** Value of `data-theme`. */
  readonly names: string;
}

/** A place inside one module's page: `/health`, relative to the module's own address. */
export interface FrameLocation {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly state?: unknown;
  readonly key: string;
}

/** Stands for a function that stayed in the frame. */
export interface FunctionTicket {
  readonly __function: number;
}
