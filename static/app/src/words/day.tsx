/** Instants and spans in words. "Now" is always the time a view was made at, never this machine's clock. */
import type { At, Since } from '../bridge';
import { useFrame } from '../frame/frame-context';
import styles from './day.module.css';
import aloud from '../frame/unseen.module.css';

export const ESTIMATE_EXPLANATION = 'Estimated: Jira keeps no history entry that proves this time.';

/** A day as the reader writes it, with the exact time for those who ask. */
export function Day({ at, withTime = false }: { readonly at: At; readonly withTime?: boolean }) {
  const { locale, timeZone } = useFrame();
  return (
    <time dateTime={at} title={writeDay(at, locale, timeZone, true)} className={styles.day}>
      {writeDay(at, locale, timeZone, withTime)}
    </time>
  );
}

/** A time that may be an estimate; then it carries ≈ and says why. */
export function SinceDay({ since }: { readonly since: Since }) {
  if (since.exact) return <Day at={since.at} />;
  return (
    <span title={ESTIMATE_EXPLANATION} className={styles.estimate}>
      <span aria-hidden="true">≈&nbsp;</span>
      <span className={aloud.unseen}>about </span>
      <Day at={since.at} />
    </span>
  );
}

export function writeDay(at: At, locale: string, timeZone: string, withTime: boolean): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
  if (withTime) Object.assign(options, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(Date.parse(at));
  } catch {
    return withTime ? at.slice(0, 16).replace('T', ' ') : at.slice(0, 10);
  }
}
