/** What jsdom lacks and the design system asks for. */
globalThis.matchMedia ??= () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
