/** One card of the settings: a heading, what it is about, and its fields. */
import Heading from '@atlaskit/heading';
import { type ReactNode, useId } from 'react';
import styles from './settings.module.css';

export function Section({
  title,
  about,
  children,
}: {
  readonly title: string;
  readonly about: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <Heading as="h2" size="small" id={id}>
        {title}
      </Heading>
      <p className={styles.about}>{about}</p>
      {children}
    </section>
  );
}
