/**
 * What is known of work items, asked for by the number of the project and the item's own: a look-up
 * that needs no key put together, and an array behind it for all but enormous numbers.
 */
export class KeyTable<T> {
  readonly #projects: (T | undefined)[][] = [];
  readonly #beyond = new Map<string, T>();

  get(project: number, number: number): T | undefined {
    return number < DENSE ? this.#projects[project]?.[number] : this.#beyond.get(`${project}-${number}`);
  }

  set(project: number, number: number, value: T): void {
    if (number >= DENSE) {
      this.#beyond.set(`${project}-${number}`, value);
      return;
    }
    while (this.#projects.length <= project) this.#projects.push([]);
    const values = this.#projects[project] ?? [];
    // Without holes, so that the engine keeps it an array.
    while (values.length <= number) values.push(undefined);
    values[number] = value;
  }
}

/** Half a megabyte for a project at most, whatever number a text claims. */
const DENSE = 65_536;
