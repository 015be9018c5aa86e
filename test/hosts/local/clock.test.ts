import { createClock } from '../../../src/hosts/local/clock';

describe("the host's clock", () => {
  it('starts where it is told and runs at the pace of the machine', () => {
    let machine = 5_000;
    const clock = createClock(1_000_000, () => machine);
    expect(clock.now()).toBe(1_000_000);
    machine += 250;
    expect(clock.now()).toBe(1_000_250);
  });

  it('runs on from wherever it is set', () => {
    let machine = 0;
    const clock = createClock(100, () => machine);
    clock.set(50);
    machine += 7;
    expect(clock.now()).toBe(57);
  });
});
