import Button from '@atlaskit/button/new';
import EmptyState from '@atlaskit/empty-state';
import Heading from '@atlaskit/heading';
import { useState } from 'react';
import type { Gadget } from '../../gadgets';
import { AppFrame } from '../frame/app-frame';
import { askHost } from '../site/ask';
import { useSite } from '../site/site-context';
import { useAnswer } from '../site/use-answer';
import styles from './app-pages.module.css';
import { PageHead, Waiting } from './page-states';

export function DashboardPage() {
  const { modules } = useSite();
  const offered = modules('jira:dashboardGadget');
  const gadgets = useAnswer('gadgets', () => askHost<readonly Gadget[]>('gadgets'));
  const [editing, setEditing] = useState<string>();
  const add = async (moduleKey: string) => {
    const gadget = await askHost<Gadget>('gadgets', 'POST', { moduleKey });
    setEditing(gadget.id);
    gadgets.reload();
  };
  if (!gadgets.value) return <Waiting what="the dashboard" error={gadgets.error} retry={gadgets.reload} />;
  return (
    <div className={styles.page}>
      <PageHead
        crumbs={[{ text: 'Dashboards' }]}
        title="Team dashboard"
        actions={offered.map((module) => (
          <Button key={module.key} onClick={() => void add(module.key)}>
            {`Add "${module.title}"`}
          </Button>
        ))}
      />
      <div className={styles.body}>
        {gadgets.value.length === 0 && (
          <EmptyState
            headingLevel={2}
            header="No gadgets yet"
            description={offered[0]?.description ? `${offered[0].title}: ${offered[0].description}.` : 'Add one above.'}
          />
        )}
        <div className={styles.cards}>
          {gadgets.value.map((gadget) => (
            <GadgetCard
              key={gadget.id}
              gadget={gadget}
              editing={editing === gadget.id}
              edit={(on) => setEditing(on ? gadget.id : undefined)}
              changed={gadgets.reload}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface GadgetCardProps {
  readonly gadget: Gadget;
  readonly editing: boolean;
  readonly edit: (on: boolean) => void;
  readonly changed: () => void;
}

function GadgetCard({ gadget, editing, edit, changed }: GadgetCardProps) {
  const { modules } = useSite();
  const [round, setRound] = useState(0);
  const module = modules('jira:dashboardGadget').find(({ key }) => key === gadget.moduleKey);
  if (!module) return null;
  const configure = async (configuration: unknown) => {
    await askHost(`gadgets/${gadget.id}`, 'PUT', configuration);
    edit(false);
    setRound(round + 1);
    changed();
  };
  const remove = async () => {
    await askHost(`gadgets/${gadget.id}`, 'DELETE');
    changed();
  };
  return (
    <section className={styles.card} aria-label={module.title}>
      <div className={styles.cardHead}>
        {module.iconUrl && <img src={module.iconUrl} alt="" width="16" height="16" />}
        <Heading size="xsmall" as="h2">
          {module.title}
        </Heading>
        <Button appearance="subtle" spacing="compact" onClick={() => setRound(round + 1)}>
          Refresh
        </Button>
        {module.editSource && (
          <Button appearance="subtle" spacing="compact" onClick={() => edit(!editing)}>
            {editing ? 'Cancel' : 'Configure'}
          </Button>
        )}
        <Button appearance="subtle" spacing="compact" onClick={() => void remove()}>
          Remove
        </Button>
      </div>
      {/* A new key is a new frame: the gadget starts over after its configuration or on refresh. */}
      <div className={styles.cardBody}>
        <AppFrame
          key={`${String(editing)} ${round}`}
          title={module.title}
          source={editing && module.editSource ? module.editSource : module.source}
          place={{ kind: 'gadget', moduleKey: module.key, gadgetId: gadget.id, editing }}
          minHeight={160}
          onSubmit={(configuration) => void configure(configuration)}
          onClose={() => edit(false)}
          onRefresh={() => setRound(round + 1)}
        />
      </div>
    </section>
  );
}
