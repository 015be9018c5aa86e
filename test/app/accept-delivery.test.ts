import { type DeliveryChecks, acceptDelivery } from '../../src/app/accept-delivery';
import { digestText } from '../../src/model/digest';
import { type TestOutside, openOutside } from './outside-in-memory';

const NOW = Date.parse('2026-03-20T09:00:00Z');
const MINUTE_MS = 60_000;

const checks: DeliveryChecks = {
  isSignedBy: () => Promise.resolve(false),
  hashEmail: (email) => email,
  digest: (text) => text,
  sizeInBytes: (text) => text.length,
};

describe('Refusing deliveries', () => {
  let test: TestOutside;
  beforeEach(async () => {
    test = await openOutside();
  });
  afterEach(() => test.close());

  const deliver = (event: string, body: string, now: number) =>
    acceptDelivery(
      test.outside,
      { headers: { [event]: 'commits', 'x-hub-signature-256': 'sha256=00' }, body },
      checks,
      now,
    );

  it('fills the log with one entry an hour for each sender and fault: the newest', async () => {
    for (let minute = 0; minute < 30; minute += 1)
      expect(await deliver('x-throughline-event', `{"n":${minute}}`, NOW + minute * MINUTE_MS)).toBe('unsigned');
    expect(await deliver('x-throughline-event', '{"n":99}', NOW + 60 * MINUTE_MS)).toBe('unsigned');
    expect(await deliver('x-nobody', '{}', NOW)).toBe('malformed');
    const log = await test.outside.log.read(0, 50);
    expect(log.map(({ source, outcome, at }) => [source, outcome, (at - NOW) / MINUTE_MS])).toEqual([
      ['push', 'refused', 60],
      ['push', 'refused', 29],
      ['unknown', 'refused', 0],
    ]);
  });
});

describe('What is told of branches', () => {
  let test: TestOutside;
  beforeEach(async () => {
    test = await openOutside();
  });
  afterEach(() => test.close());

  const told = async (more: object) => {
    const body = JSON.stringify({
      v: 1,
      kind: 'commits',
      repo: 'acme/ledger',
      sentAt: '2026-03-20T09:00:00Z',
      commits: [],
      ...more,
    });
    await acceptDelivery(
      test.outside,
      { headers: { 'x-throughline-event': 'commits', 'x-hub-signature-256': 'x' }, body },
      { ...checks, digest: digestText, isSignedBy: () => Promise.resolve(true) },
      NOW,
    );
    await test.drain(NOW);
    return test.outside.facts.readBranches('acme/ledger');
  };
  const refs = [{ name: 'rounding', sha: 'a'.repeat(40) }];

  it('counts as of when the sender looked', async () => {
    expect(await told({ refs, refsAt: '2026-03-20T08:00:00Z' })).toMatchObject([
      { name: 'rounding', toldAt: Date.parse('2026-03-20T08:00:00Z') },
    ]);
  });

  it('counts as of its arrival where a clock runs ahead, so that what is told tomorrow counts more', async () => {
    expect(await told({ refs, refsAt: '2027-01-01T00:00:00Z', allRefs: true, done: true })).toMatchObject([
      { name: 'rounding', toldAt: NOW },
    ]);
    expect(await told({ refs: [{ name: 'other', sha: 'b'.repeat(40) }], refsAt: '2026-03-20T09:00:00Z' })).toHaveLength(
      2,
    );
  });

  it('makes those go that a list of all of them does not name', async () => {
    await told({ refs, refsAt: '2026-03-20T08:00:00Z' });
    const others = [{ name: 'other', sha: 'b'.repeat(40) }];
    expect(await told({ refs: others, refsAt: '2026-03-20T08:30:00Z', allRefs: true, done: true })).toMatchObject([
      { name: 'other' },
    ]);
  });
});
