/**
 * What the platform has to say about the app: refusals, limits met, calls it does not know. Newest
 * last, bounded; a listener may print them as they come.
 */
export interface HostLog {
  write(line: string): void;
  lines(): readonly string[];
}

const kept = 1000;

export function startHostLog(listener: (line: string) => void = () => {}): HostLog {
  const lines: string[] = [];
  return {
    write(line) {
      lines.push(line);
      if (lines.length > kept) lines.shift();
      listener(line);
    },
    lines: () => [...lines],
  };
}
