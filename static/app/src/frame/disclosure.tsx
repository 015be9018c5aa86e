/** A button that opens what it names, in place. The content is made only when it is first opened. */
import { type ReactNode, useId, useState } from 'react';
import styles from './disclosure.module.css';

export function Disclosure({
  label,
  name,
  initiallyOpen = false,
  onOpen,
  children,
}: {
  readonly label: ReactNode;
  /** What a screen reader says where the label alone is not enough. */
  readonly name?: string;
  readonly initiallyOpen?: boolean;
  readonly onOpen?: () => void;
  readonly children: () => ReactNode;
}) {
  const [open, setOpen] = useState(initiallyOpen);
  const id = useId();
  const toggle = () => {
    if (!open) onOpen?.();
    setOpen(!open);
  };
  return (
    <div className={styles.disclosure}>
      <DisclosureButton
        open={open}
        controls={id}
        label={label}
        onToggle={toggle}
        {...(name === undefined ? {} : { name })}
      />
      <div id={id} hidden={!open} className={styles.content}>
        {open ? children() : null}
      </div>
    </div>
  );
}

/** The button alone, where what it opens lies elsewhere on the screen. */
export function DisclosureButton({
  open,
  controls,
  label,
  name,
  onToggle,
}: {
  readonly open: boolean;
  readonly controls: string;
  readonly label: ReactNode;
  readonly name?: string;
  readonly onToggle: () => void;
}) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-expanded={open}
      aria-controls={open ? controls : undefined}
      aria-label={name}
      onClick={onToggle}
    >
      <Chevron open={open} />
      <span className={styles.label}>{label}</span>
    </button>
  );
}

export function Chevron({ open }: { readonly open: boolean }) {
  return (
    <svg
      aria-hidden="true"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      className={`${styles.chevron} ${open ? styles.open : ''}`}
    >
      <path
        d="M6 4 L10 8 L6 12"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
