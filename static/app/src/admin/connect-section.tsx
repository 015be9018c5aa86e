/** Two minutes to a connected repository: an address, a secret, and where to put them. */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { type ReactNode, useState } from 'react';
import { type AdminView, ask } from '../bridge';
import { Disclosure } from '../frame/disclosure';
import { Notice } from '../frame/notice';
import { Day } from '../words/day';
import styles from './admin.module.css';
import { CopyField } from './copy-field';

export function ConnectSection({ admin, onChanged }: { readonly admin: AdminView; readonly onChanged: () => void }) {
  return (
    <>
      <p className={styles.about}>
        Git hosts send their commits to one address and sign them with one secret. Nothing leaves this site.
      </p>
      <CopyField
        label="Address"
        help="Webhooks and the command line send to this address."
        text={admin.webTriggerUrl}
      />
      <Secret admin={admin} onChanged={onChanged} />
      <Instructions url={admin.webTriggerUrl} />
    </>
  );
}

function Secret({ admin, onChanged }: { readonly admin: AdminView; readonly onChanged: () => void }) {
  const [secret, setSecret] = useState<{ readonly text: string; readonly replaces: boolean } | undefined>();
  const [making, setMaking] = useState(false);
  const [refusal, setRefusal] = useState<string | undefined>();
  const { exists, createdAt } = admin.secret;
  const make = async () => {
    setMaking(true);
    const answer = await ask('admin.rotateSecret', {});
    setMaking(false);
    setRefusal(answer.ok ? undefined : answer.message);
    if (!answer.ok) return;
    setSecret({ text: answer.value.secret, replaces: exists });
    onChanged();
  };
  return (
    <section className={styles.section} aria-labelledby="secret">
      <Heading as="h2" size="small" id="secret">
        Signing secret
      </Heading>
      {secret === undefined ? (
        <p className={styles.about}>
          {exists ? 'A secret exists' : 'There is no secret yet; until there is one, nothing is accepted'}
          {exists && createdAt !== undefined ? (
            <>
              , made <Day at={createdAt} />. It is never shown again; make a new one if it was lost
            </>
          ) : null}
          .
        </p>
      ) : (
        <>
          <Notice tone="warning" title="Copy the secret now">
            It is not shown again.{' '}
            {secret.replaces
              ? 'The one before it stays valid for a day, so that you can change your webhooks one after another.'
              : ''}
          </Notice>
          <CopyField label="Secret" text={secret.text} />
        </>
      )}
      {refusal === undefined ? null : (
        <Notice tone="warning" title="No secret was made">
          {refusal}
        </Notice>
      )}
      {secret === undefined ? (
        <div>
          <Button appearance={exists ? 'default' : 'primary'} isLoading={making} onClick={() => void make()}>
            {exists ? 'Make a new secret' : 'Make a secret'}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Instructions({ url }: { readonly url: string }) {
  return (
    <section className={styles.section} aria-labelledby="where">
      <Heading as="h2" size="small" id="where">
        Where to put them
      </Heading>
      <Disclosure label="GitHub" initiallyOpen>
        {() => (
          <Steps>
            <li>Open the repository or organisation, then Settings, Webhooks, Add webhook.</li>
            <li>Payload URL: the address above. Content type: application/json. Secret: the signing secret.</li>
            <li>
              Choose individual events: Pushes, Branch or tag deletion, Pull requests and Pull request reviews. Save.
            </li>
          </Steps>
        )}
      </Disclosure>
      <Disclosure label="GitLab">
        {() => (
          <Steps>
            <li>Open the project or group, then Settings, Webhooks, Add new webhook.</li>
            <li>URL: the address above. Secret token: the signing secret.</li>
            <li>Trigger: Push events, Comments and Merge request events. Save.</li>
          </Steps>
        )}
      </Disclosure>
      <Disclosure label="Bitbucket">
        {() => (
          <Steps>
            <li>Open the repository, then Repository settings, Webhooks, Add webhook.</li>
            <li>URL: the address above. Secret: the signing secret.</li>
            <li>Triggers: Repository push, and everything under Pull request. Save.</li>
          </Steps>
        )}
      </Disclosure>
      <Disclosure label="Command line, for the history before today">
        {() => (
          <>
            <p className={styles.about}>
              Webhooks bring what is new. Send what is old once, from a clone or from CI; run it again whenever you
              like, it continues where it stopped.
            </p>
            <pre
              className={styles.code}
              tabIndex={0}
              role="region"
              aria-label="Commands"
            >{`export THROUGHLINE_SECRET=<the signing secret>\nnpx throughline push --url ${url}`}</pre>
          </>
        )}
      </Disclosure>
    </section>
  );
}

function Steps({ children }: { readonly children: ReactNode }) {
  return <ol className={styles.steps}>{children}</ol>;
}
