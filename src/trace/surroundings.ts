/**
 * The line and word a place in a text lies in: whether that is inside an address, a query or a fence of
 * code. Moves forward only, so that a whole text costs one pass.
 */
export class Surroundings {
  lineStart = 0;
  wordStart = 0;
  inFence: boolean;
  private position = 0;
  private schemeAt = -1;
  private queryAt = -1;

  constructor(private readonly text: string) {
    this.inFence = text.startsWith(FENCE);
  }

  /** Moves to a later position. */
  advance(to: number): this {
    for (; this.position < to; this.position += 1) {
      const code = this.text.charCodeAt(this.position);
      if (code === 10) {
        this.lineStart = this.position + 1;
        this.beginWord();
        if (this.text.startsWith(FENCE, this.lineStart)) this.inFence = !this.inFence;
      } else if (code === 32 || code === 9 || code === 13) this.beginWord();
      else if (code === 58 && this.text.startsWith('//', this.position + 1)) this.schemeAt = this.position;
      else if (code === 63 && this.schemeAt >= 0) this.queryAt = this.position;
      else if (code === 93 || code === 41 || code === 62 || code === 124) this.endAddress();
    }
    return this;
  }

  inAddress(): boolean {
    return this.schemeAt >= 0;
  }

  inQuery(): boolean {
    return this.queryAt >= 0;
  }

  private beginWord(): void {
    this.wordStart = this.position + 1;
    this.endAddress();
  }

  /** Brackets end an address even without a space: `[DAEMON-17](https://…),DAEMON-18`. */
  private endAddress(): void {
    this.schemeAt = -1;
    this.queryAt = -1;
  }
}

/** Begins a line between which and the next such line all is code. */
export const FENCE = '```';
