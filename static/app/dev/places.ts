/** What Jira would say about the place of each surface. */
import type { Opened } from './bridge';

export function extensionFor({ surface, scene }: Opened): Record<string, unknown> {
  const project = { id: '10000', key: 'DAEMON', type: 'software' };
  const issue = { id: '20017', key: 'DAEMON-17', type: 'Story', typeId: '10001' };
  switch (surface) {
    case 'issue-context':
    case 'issue-panel':
      return { type: `jira:${surface}`, issue, project };
    case 'health-gadget':
      return {
        dashboard: { id: '1' },
        gadget: { id: '2' },
        gadgetConfiguration: scene === 'empty' ? {} : { projectKey: 'DAEMON' },
        ...(scene === 'edit' ? { entryPoint: 'edit' } : {}),
      };
    case 'check-blocking-waits':
      return {
        data: { inputs: scene === 'errors' ? { issueKey: 'nonsense', longerThanDays: 3 } : {} },
        ...(scene === 'errors'
          ? { errors: { invalidInputs: { issueKey: { message: 'There is no work item called nonsense.' } } } }
          : {}),
      };
    default:
      return { project };
  }
}
