import { ruleEventLabels, type RunItem, type RuleTrigger } from '../../../automation/rule';

/** `Every day at 08:00 on monday`, as the list of rules says it. */
export function triggerSentence(trigger: RuleTrigger): string {
  if (trigger.kind === 'event') return trigger.events.map((event) => ruleEventLabels[event]).join(', ');
  switch (trigger.every) {
    case 'hour':
      return 'Every hour';
    case 'day':
      return `At ${trigger.at} UTC, ${trigger.days?.length ? trigger.days.map(capital).join(', ') : 'every day'}`;
    case 'week':
      return `At ${trigger.at} UTC, every ${capital(trigger.day)}`;
  }
}

/** What is said about a work item of a run: what went wrong, else the sentence that the action gave. */
export function messageOf({ error, outputs }: RunItem): string {
  if (error !== undefined) return error;
  const message = outputs?.['message'];
  return typeof message === 'string' ? message : '';
}

export function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
