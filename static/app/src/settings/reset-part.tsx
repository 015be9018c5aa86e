/** The way back to what holds without this scope's own value; nothing while there is no own value. */
import type { Settings } from '../bridge';
import { LinkButton } from '../frame/link-button';
import { isOwn, withValue } from './settings-draft';
import type { SectionProps } from './settings-form';

type Parts = Pick<Settings, 'calendar' | 'waiting' | 'trace' | 'people' | 'goals'>;

export function ResetPart<Part extends keyof Parts>({
  part,
  name,
  of,
  view,
  draft,
  onDraft,
}: Pick<SectionProps, 'view' | 'draft' | 'onDraft'> & {
  readonly part: Part;
  readonly name: keyof Parts[Part];
  /** What is reset, for the button's name. */
  readonly of: string;
}) {
  if (!isOwn(draft, part, name)) return null;
  const to = view.scope === 'project' ? 'Use the site’s value' : 'Reset to default';
  return (
    <LinkButton onClick={() => onDraft(withValue(view, draft, part, name, undefined))} label={`${to}: ${of}`}>
      {to}
    </LinkButton>
  );
}
