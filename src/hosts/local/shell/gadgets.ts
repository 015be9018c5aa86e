/** Gadgets on the dashboard. Jira keeps their configuration for the app; so does the host. */
export interface Gadget {
  readonly id: string;
  readonly dashboardId: string;
  readonly moduleKey: string;
  /** What the gadget's edit form submitted; empty until then. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

export interface GadgetShelf {
  list(): readonly Gadget[];
  find(id: string): Gadget | undefined;
  add(moduleKey: string): Gadget;
  /** Undefined when there is no such gadget. */
  configure(id: string, configuration: Readonly<Record<string, unknown>>): Gadget | undefined;
  remove(id: string): void;
}

export function createGadgetShelf(): GadgetShelf {
  const gadgets = new Map<string, Gadget>();
  let last = 10000;
  return {
    list: () => [...gadgets.values()],
    find: (id) => gadgets.get(id),
    add(moduleKey) {
      last += 1;
      const gadget: Gadget = { id: String(last), dashboardId: '10000', moduleKey, configuration: {} };
      gadgets.set(gadget.id, gadget);
      return gadget;
    },
    configure(id, configuration) {
      const gadget = gadgets.get(id);
      if (!gadget) return undefined;
      const changed = { ...gadget, configuration };
      gadgets.set(id, changed);
      return changed;
    },
    remove: (id) => void gadgets.delete(id),
  };
}
