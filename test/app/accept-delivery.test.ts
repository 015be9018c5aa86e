import { type DeliveryChecks, acceptDelivery } from '../../src/app/accept-delivery';
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
