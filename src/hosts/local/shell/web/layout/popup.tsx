import { useEffect, useRef, type ReactNode } from 'react';
import styles from './layout.module.css';

/** A small sheet under the top bar; a click elsewhere or Escape closes it. */
export function Popup({
  label,
  close,
  children,
}: {
  readonly label: string;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    sheet.current?.querySelector<HTMLElement>('button, input')?.focus();
    const onPointer = (event: Event) => {
      if (!sheet.current?.contains(event.target as Node) && !opener?.contains(event.target as Node)) close();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      close();
      if (opener instanceof HTMLElement) opener.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [close]);
  return (
    <div ref={sheet} className={styles.popup} role="dialog" aria-label={label}>
      {children}
    </div>
  );
}
