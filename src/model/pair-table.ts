/** Something kept for every two of a few things that are known by their numbers, whichever is named first. */
export class PairTable<T> {
  private readonly kept = new Map<number, T>();

  constructor(
    private readonly size: number,
    private readonly make: () => T,
  ) {}

  /** Undefined when nothing was kept for the two. */
  find(a: number, b: number): T | undefined {
    return this.kept.get(this.placeOf(a, b));
  }

  /** What is kept for the two, made when first asked for. */
  at(a: number, b: number): T {
    const place = this.placeOf(a, b);
    const known = this.kept.get(place);
    if (known !== undefined) return known;
    const made = this.make();
    this.kept.set(place, made);
    return made;
  }

  private placeOf(a: number, b: number): number {
    return Math.min(a, b) * this.size + Math.max(a, b);
  }
}
