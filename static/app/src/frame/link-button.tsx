/** A button that reads like a link, for counts that open their rows. */
import type { ReactNode } from 'react';
import styles from './link-button.module.css';

export function LinkButton({
  children,
  onClick,
  expanded,
  controls,
  label,
}: {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly label?: string;
}) {
  return (
    <button
      type="button"
      className={styles.button}
      onClick={onClick}
      aria-expanded={expanded}
      aria-controls={expanded ? controls : undefined}
      aria-label={label}
    >
      {children}
    </button>
  );
}
