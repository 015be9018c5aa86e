import { useState } from 'react';
import type { RuleAction } from '../../../automation/rule';
import type { SurfaceModule } from '../../shell-host';
import { AppFrame } from '../frame/app-frame';
import styles from './automation.module.css';

interface ActionFormProps {
  readonly module: SurfaceModule | undefined;
  readonly inputs: RuleAction['inputs'];
  readonly invalidInputs: Readonly<Record<string, { readonly message: string }>>;
  readonly change: (inputs: RuleAction['inputs']) => void;
}

/** The app's own form for its action; it submits all inputs at every change. */
export function ActionForm({ module, inputs, invalidInputs, change }: ActionFormProps) {
  // The form starts from these; later inputs come from the form itself.
  const [startInputs] = useState(inputs);
  if (!module) return <p className={styles.problem}>The app no longer has this action. Choose another.</p>;
  const declared = new Set(module.inputs?.map(({ name }) => name));
  const take = (payload: unknown) => {
    const given = Object.entries(payload as Record<string, string | number | boolean | null | undefined>);
    change(
      Object.fromEntries(
        given.filter(
          (entry): entry is [string, string | number | boolean] => declared.has(entry[0]) && entry[1] != null,
        ),
      ),
    );
  };
  const invalid = JSON.stringify(invalidInputs);
  return (
    <>
      <div className={styles.form}>
        <AppFrame
          key={invalid}
          title={`Settings of ${module.title}`}
          source={module.source}
          place={{
            kind: 'action-config',
            moduleKey: module.key,
            inputs: invalid === '{}' ? startInputs : inputs,
            invalidInputs: { ...invalidInputs },
          }}
          minHeight={120}
          onSubmit={take}
        />
      </div>
      <p className={styles.help}>
        {Object.entries(inputs)
          .map(([name, value]) => `${name} = ${String(value)}`)
          .join(' · ') || 'No inputs yet.'}
      </p>
    </>
  );
}
