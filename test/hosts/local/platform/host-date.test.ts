import { hostDate } from '../../../../src/hosts/local/host-date';

describe("a function's Date", () => {
  const now = Date.parse('2026-03-02T09:00:00Z');
  const HostDate = hostDate(() => now);

  test('reads now from the host', () => {
    expect(HostDate.now()).toBe(now);
    expect(new HostDate().toISOString()).toBe('2026-03-02T09:00:00.000Z');
    expect(HostDate()).toBe(new Date(now).toString());
  });

  test('is an ordinary Date in every other way', () => {
    expect(new HostDate(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    expect(new HostDate(2026, 0, 1).getFullYear()).toBe(2026);
    expect(HostDate.parse('1970-01-01T00:00:01Z')).toBe(1000);
    expect(HostDate.UTC(1970, 0, 1)).toBe(0);
    expect(new HostDate() instanceof Date).toBe(true);
    expect(new Date() instanceof HostDate).toBe(true);
  });

  test('can be extended', () => {
    class Later extends HostDate {
      inAnHour(): number {
        return this.getTime() + 3_600_000;
      }
    }
    expect(new Later().inAnHour()).toBe(now + 3_600_000);
  });
});
