/**
 * The functions that manifest.yml names. Each gathers its adapters, reads the clock, and hands over
 * to one verb of the app. Failures are logged here, once, and never shown.
 */
import { NeedsAuthenticationError } from '@forge/api';
import { InvocationError, InvocationErrorCode } from '@forge/events';
import Resolver from '@forge/resolver';
import { aFewAtATime } from '../../app/a-few-at-a-time';
import { acceptDelivery } from '../../app/accept-delivery';
import { eraseEverything, removeProperties } from '../../app/erase-everything';
import { examineIfStale } from '../../app/examine-project';
import { reportAccounts } from '../../app/forget-closed-accounts';
import { handleEvent } from '../../app/handle-event';
import { joinMembers } from '../../app/join-members';
import { readItems } from '../../app/read-items';
import { readProject } from '../../app/read-project';
import { receiveChanges } from '../../app/receive-changes';
import { pruneLog, reconcile, resumeStuckWork } from '../../app/reconcile';
import { suggestDaily, suggestLinks } from '../../app/suggest-links';
import { traceRepository } from '../../app/trace-repository';
import type { Headers } from '../../ingest/sender';
import type { Work } from '../../ports/work-queue';
import { checkBlockingWaits as checkWaits } from '../../surfaces/check-waits';
import type { Answer, CheckWaitsInputs, RequestName } from '../../surfaces/contract';
import type { Place } from '../../surfaces/asking';
import { REQUEST_NAMES, answer } from '../../surfaces/resolver';
import { isTableMissing } from './missing-table';
import { deliveryChecks } from './signature';
import { forgeDuties, migrate, outsideOfForge, readerOf, timeLeft } from './wiring';

const definitions = new Resolver();
for (const name of REQUEST_NAMES) {
  definitions.define(name, async ({ payload, context }) => {
    const accountId = (context as { accountId?: string }).accountId;
    if (!accountId) return { ok: false, reason: 'no-permission', message: 'Sign in to Jira to see this.' };
    return answerCalmly(name, payload as never, placeOf(context as ResolverContext), accountId);
  });
}
export const resolver = definitions.getDefinitions();

interface ResolverContext {
  readonly moduleKey?: string;
  readonly extension?: {
    readonly issue?: { readonly key?: string };
    readonly project?: { readonly key?: string };
    readonly gadgetConfiguration?: { readonly projectKey?: string };
  };
}

function placeOf({ moduleKey, extension }: ResolverContext): Place {
  const itemKey = extension?.issue?.key;
  return {
    itemKey,
    projectKey: extension?.project?.key ?? extension?.gadgetConfiguration?.projectKey,
    isSite: moduleKey === 'admin-page',
  };
}

async function answerCalmly(
  name: RequestName,
  take: never,
  place: Place,
  accountId: string,
): Promise<Answer<RequestName>> {
  try {
    return await answer(name, take ?? {}, {
      outside: outsideOfForge(),
      reader: readerOf(accountId),
      place,
      host: forgeDuties,
      now: Date.now(),
    });
  } catch (failure) {
    if (isTableMissing(failure))
      return {
        ok: false,
        reason: 'not-ready',
        message: 'Throughline is still being set up on this site. This can take up to an hour after installing.',
      };
    logFailure(name, failure);
    return {
      ok: false,
      reason: 'unavailable',
      message: 'Throughline could not answer just now. Try again in a minute.',
    };
  }
}

/** The cause for the log: names of things and keys, never texts of items or of people. */
function logFailure(what: string, failure: unknown): void {
  console.error(
    JSON.stringify({
      what,
      error: failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure),
      at: failure instanceof Error ? failure.stack?.split('\n')[1]?.trim() : undefined,
    }),
  );
}

/** Says what failed and asks the platform to bring the same work again. */
async function orAgain(what: string, work: () => Promise<void>): Promise<InvocationError | undefined> {
  try {
    await work();
    return undefined;
  } catch (failure) {
    logFailure(what, failure);
    return new InvocationError({ retryAfter: 30, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST });
  }
}

export async function onProductEvent(event: unknown): Promise<InvocationError | undefined> {
  return orAgain('product event', () => handleEvent(outsideOfForge(), event));
}

export async function onLifecycle(): Promise<InvocationError | undefined> {
  return orAgain('lifecycle', migrate);
}

export async function everyFiveMinutes(): Promise<{ statusCode: number }> {
  await orAgain('every five minutes', async () => {
    await migrate();
    await resumeStuckWork(outsideOfForge(), Date.now());
  });
  return { statusCode: 204 };
}

export async function everyHour(): Promise<{ statusCode: number }> {
  const outside = outsideOfForge();
  const now = Date.now();
  await orAgain('migrate', migrate);
  await orAgain('prune log', () => pruneLog(outside, now));
  await orAgain('suggest daily', () => suggestDaily(outside, now));
  await orAgain('report accounts', () => reportAccounts(outside, now));
  // Last, because it takes longest.
  await orAgain('reconcile', () => reconcile(outside, now));
  return { statusCode: 204 };
}

interface WebTriggerRequest {
  readonly headers: Headers;
  readonly body?: string;
}

export async function onGitEvent(request: WebTriggerRequest): Promise<{ outputKey: string }> {
  try {
    const outside = outsideOfForge();
    const now = Date.now();
    return {
      outputKey: await acceptDelivery(
        outside,
        { headers: request.headers, body: request.body ?? '' },
        await deliveryChecks(outside.memory, now),
        now,
      ),
    };
  } catch (failure) {
    logFailure('git event', failure);
    return { outputKey: 'busy' };
  }
}

/** One piece of work from a queue. Two queues lead here, so that a long reading does not hold up verdicts. */
export async function doWork({ body }: { readonly body: unknown }): Promise<InvocationError | undefined> {
  const work = body as Work;
  return orAgain(work.kind, async () => {
    const outside = outsideOfForge();
    const now = Date.now();
    switch (work.kind) {
      case 'read-project':
        return readProject(outside, work, now, timeLeft());
      case 'read-items':
        return readItems(outside, work, now);
      case 'receive':
        return receiveChanges(outside, work, now);
      case 'trace':
        return traceRepository(outside, work, now);
      case 'suggest':
        return suggestLinks(outside, work, now);
      case 'members':
        return joinMembers(outside, work);
      case 'examine':
        return examineIfStale(outside, work, now, timeLeft());
      case 'remove-properties':
        return removeProperties(outside, work);
      case 'erase':
        return eraseEverything(outside);
    }
  });
}

export async function checkBlockingWaits(
  inputs: CheckWaitsInputs,
  context: { readonly principal?: { readonly accountId?: string } },
): Promise<object> {
  try {
    return await checkWaits(outsideOfForge(), readerOf(context.principal?.accountId ?? ''), inputs, Date.now());
  } catch (failure) {
    if (failure instanceof NeedsAuthenticationError) {
      return {
        errors: [
          {
            message:
              "The rule's actor has not allowed Throughline to act for them. Open Connected apps in that account and allow it, then run the rule again.",
          },
        ],
      };
    }
    logFailure('check blocking waits', failure);
    return { errors: [{ message: 'Throughline could not look just now. The rule can be run again in a minute.' }] };
  }
}

/** Takes our property off as many work items as there is time for; storage goes with the app. */
export async function beforeUninstall(): Promise<void> {
  const outside = outsideOfForge();
  const hasTime = timeLeft(5_000);
  await orAgain('before uninstall', async () => {
    let failed = 0;
    await aFewAtATime(await outside.facts.readAllPublished(), 8, async (id) => {
      if (hasTime()) await outside.jira.removeItemProperty(id).catch(() => (failed += 1));
    });
    if (failed > 0) throw new Error(`${failed} properties could not be removed`);
  });
}
