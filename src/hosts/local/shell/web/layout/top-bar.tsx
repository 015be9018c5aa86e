import { IconButton } from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import Textfield from '@atlaskit/textfield';
import { useState, type FormEvent } from 'react';
import { Go, navigate } from '../site/router';
import { useSite } from '../site/site-context';
import { Icon } from './icon';
import styles from './layout.module.css';
import { TimeControl } from './time-control';
import { UserSwitch } from './user-switch';

export function TopBar() {
  const { state, colorMode, setColorMode } = useSite();
  const other = colorMode === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles.top}>
      <Go to="/" className={styles.brand}>
        <span className={styles.mark}>
          <Icon name="board" />
        </span>
        {state.siteName}
      </Go>
      <Lozenge>stand-in</Lozenge>
      <SearchBox />
      <div className={styles.group}>
        <TimeControl />
        <IconButton
          icon={() => <Icon name={other === 'dark' ? 'moon' : 'sun'} />}
          label={`Use the ${other} theme`}
          appearance="subtle"
          onClick={() => setColorMode(other)}
        />
        <UserSwitch />
      </div>
    </header>
  );
}

const key = /^[A-Za-z][A-Za-z0-9_]+-\d+$/;
/** Words that only a query holds: `project = DAEMON`, `text ~ "crash"`, `order by created`. */
const looksLikeJql = /[=~<>!]|\b(in|is|was|order by)\b/i;

function SearchBox() {
  const [text, setText] = useState('');
  const search = (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    if (!wanted) return;
    if (key.test(wanted)) navigate(`/browse/${wanted.toUpperCase()}`);
    else
      navigate(
        `/issues?jql=${encodeURIComponent(looksLikeJql.test(wanted) ? wanted : `text ~ "${wanted.replace(/["\\]/g, ' ')}"`)}`,
      );
    setText('');
  };
  return (
    <form role="search" className={styles.search} onSubmit={search}>
      <Textfield
        aria-label="Search by key, words or JQL"
        placeholder="Search by key, words or JQL"
        isCompact
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}
