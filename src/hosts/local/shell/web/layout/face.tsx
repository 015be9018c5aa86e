import Avatar from '@atlaskit/avatar';
import { avatarAddress } from '../../addresses';

interface FaceProps {
  /** Nobody when absent. */
  readonly person: { readonly accountId: string; readonly displayName: string } | null | undefined;
  readonly size?: 'small' | 'medium';
}

export function Face({ person, size = 'small' }: FaceProps) {
  return <Avatar size={size} {...(person && { name: person.displayName, src: avatarAddress(person.accountId) })} />;
}
