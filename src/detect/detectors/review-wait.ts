import { isOpen } from '../../model/work-item';
import { cannotTell, defineDetector, doesNotApply } from '../define-detector';
import { named, servedRows, sinceDay, workingDays, workingDaysFigure } from '../wording';

/**
 * Two working days: LinearB speaks up after 24 to 48 hours or three days, and reminders work:
 * Microsoft's Nudge cut the time to resolve overdue changes by 60 % in a trial of 147 repositories
 * (arXiv 2011.12468). It says that a review is missing, never whose: reviewers are not kept.
 */
export default defineDetector({
  id: 'review-wait',
  checklistLine: '2.6',
  title: { pass: 'No change waits long for its review', fail: 'A change waits long for its review' },
  rationale: 'A change that waits is work that is done and delivers nothing, and it grows harder to merge every day.',
  remedy: 'Review it today or ask somebody else to; close it if nobody wants it any more.',
  clears: 'Somebody other than its author reviews it, or it is merged, closed or made a draft.',
  severity: 'medium',
  subjects: 'pullRequests',
  needs: ['items'],
  thresholds: {
    longerThanDays: {
      label: 'Longest wait for a review',
      help: 'An open pull request is flagged when it has waited for its first or its next review for longer than this.',
      unit: 'working days',
      default: 2,
      min: 0,
      max: 30,
    },
  },
  examine: ({ request, wait, reviewsAreTold, keys }, { items, calendar, asOf, thresholds }) => {
    if (request.isDraft) return doesNotApply(DRAFT);
    if (request.byBot) return doesNotApply(BY_BOT);
    if (!reviewsAreTold) return cannotTell(REVIEWS_UNTOLD);
    if (wait.kind === 'unknown') return cannotTell(OPENING_UNTOLD);
    if (wait.kind === 'reviewed') return undefined;
    const days = calendar.workingDaysBetween(wait.since, asOf);
    if (days <= thresholds.longerThanDays) return undefined;
    const held = keys.filter((key) => {
      const item = items.get(key);
      return item && isOpen(item, asOf);
    });
    return {
      message: `Has waited ${workingDays(days)} for its ${wait.review} review, ${sinceDay(calendar, wait.since, true)}`,
      since: wait.since,
      sinceExact: true,
      evidence: [workingDaysFigure(`${workingDays(days)} without a review`, days), ...servedRows(keys, items, asOf)],
      ...(held.length === 0
        ? {}
        : {
            nextStep: `Review it today or ask somebody else to: ${named(held)} ${held.length === 1 ? 'waits' : 'wait'} for it.`,
          }),
    };
  },
});

const DRAFT = { one: 'it is a draft', many: 'they are drafts' };
const BY_BOT = { one: 'a bot opened it', many: 'bots opened them' };
const REVIEWS_UNTOLD = {
  one: 'no review was ever received from its repository (choose reviews and comments of pull requests in its webhook)',
  many: 'no review was ever received from their repositories (choose reviews and comments of pull requests in their webhooks)',
};
const OPENING_UNTOLD = {
  one: 'it was received before its times were kept, and nothing has happened to it since',
  many: 'they were received before their times were kept, and nothing has happened to them since',
};
