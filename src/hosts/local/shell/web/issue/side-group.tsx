import { useId, useState, type ReactNode } from 'react';
import { Icon } from '../layout/icon';
import styles from './issue-page.module.css';

interface SideGroupProps {
  /** What the browser remembers its state under. */
  readonly id: string;
  readonly title: string;
  readonly label?: string;
  readonly iconUrl?: string;
  /** Open until the user closes it. */
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A collapsible group of the side column; its content is there only while it is open. */
export function SideGroup({ id, title, label, iconUrl, open: openAtFirst = false, children }: SideGroupProps) {
  const storageKey = `local-jira-group-${id}`;
  const bodyId = useId();
  const [open, setOpen] = useState(() => {
    const stored = localStorage.getItem(storageKey);
    return stored === null ? openAtFirst : stored === 'open';
  });
  const toggle = () => {
    localStorage.setItem(storageKey, open ? 'closed' : 'open');
    setOpen(!open);
  };
  return (
    <section className={styles.group}>
      <button type="button" className={styles.groupHead} aria-expanded={open} aria-controls={bodyId} onClick={toggle}>
        <Icon name={open ? 'chevronDown' : 'chevronRight'} />
        {iconUrl && <img src={iconUrl} alt="" width="16" height="16" />}
        {title}
        {label && !open && <span className={styles.groupLabel}>{label}</span>}
      </button>
      {open && (
        <div id={bodyId} className={styles.groupBody}>
          {children}
        </div>
      )}
    </section>
  );
}
