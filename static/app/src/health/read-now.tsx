/** Starts reading a project for the first time, or anew. */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { ask } from '../bridge';

export function ReadNow({ projectKey, onStarted }: { readonly projectKey: string; readonly onStarted: () => void }) {
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | undefined>();
  const start = async () => {
    setAsking(true);
    const answer = await ask('admin.backfill', { projectKeys: [projectKey] });
    setAsking(false);
    setRefusal(answer.ok ? undefined : answer.message);
    if (answer.ok) onStarted();
  };
  return (
    <>
      <Button appearance="primary" isLoading={asking} onClick={() => void start()}>
        Read this project now
      </Button>
      {refusal === undefined ? null : <p role="alert">{refusal}</p>}
    </>
  );
}
