import { useEffect, useSyncExternalStore, type MouseEvent, type ReactNode } from 'react';

const changed = 'local-jira-navigated';

/** Goes to an address of this site without loading the page anew. */
export function navigate(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  window.dispatchEvent(new Event(changed));
}

/** Path and query of the present address. */
export function useAddress(): string {
  return useSyncExternalStore(subscribe, () => location.pathname + location.search);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(changed, listener);
  };
}

/** Stands where an address has moved; going back does not lead here again. */
export function Redirect({ to }: { readonly to: string }) {
  useEffect(() => navigate(to, 'replace'), [to]);
  return null;
}

interface GoProps {
  readonly to: string;
  readonly className?: string | undefined;
  readonly current?: boolean;
  readonly children: ReactNode;
}

export function Go({ to, className, current, children }: GoProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={to} className={className} onClick={follow} {...(current && { 'aria-current': 'page' as const })}>
      {children}
    </a>
  );
}
