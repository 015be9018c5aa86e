import Lozenge from '@atlaskit/lozenge';
import type { Named, Status } from './issue';
import styles from './issue-marks.module.css';

const drawings: readonly (readonly [RegExp, string, string])[] = [
  [/epic|feature/i, 'discovery', 'M9 2.5 4.5 9H8l-1 4.5L11.5 7H8Z'],
  [/story|improvement/i, 'success', 'M5 3.5h6v9l-3-2.5-3 2.5Z'],
  [/bug/i, 'danger', 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z'],
  [/sub-?task/i, 'information', 'M4 4h5v5H4ZM7 12h5V7'],
];

/** The coloured square in front of a key, as Jira draws it. */
export function TypeIcon({ type }: { readonly type: Named }) {
  const [, tone, path] = drawings.find(([pattern]) => pattern.test(type.name)) ?? [
    undefined,
    'information',
    'm4.5 8.5 2.5 2.5 4.5-5.5',
  ];
  return (
    <svg
      className={styles.type}
      data-tone={tone}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      role="img"
      aria-label={type.name}
    >
      <title>{type.name}</title>
      <rect width="16" height="16" rx="3" />
      <path d={path} fill="none" strokeWidth="1.75" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  );
}

export function StatusLozenge({ status }: { readonly status: Status }) {
  const appearance = { done: 'success', indeterminate: 'inprogress' }[status.statusCategory.key] as
    | 'success'
    | 'inprogress'
    | undefined;
  return <Lozenge appearance={appearance ?? 'default'}>{status.name}</Lozenge>;
}
