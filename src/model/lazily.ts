/** Computes when first asked, and once. */
export function lazily<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/** An object of which each field is made when somebody first reads it, and once. */
export function lazyFields<T extends object>(makers: { readonly [Name in keyof T]: () => T[Name] }): T {
  const fields = {};
  for (const [name, make] of Object.entries<() => unknown>(makers))
    Object.defineProperty(fields, name, { enumerable: true, get: lazily(make) });
  return fields as T;
}
