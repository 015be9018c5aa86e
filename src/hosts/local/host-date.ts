/**
 * A Date whose "now" is the host's. Only the forms that read the clock differ: `Date.now()`,
 * `new Date()` and `Date()`. Timers stay on the machine's time.
 */
export function hostDate(now: () => number, machineDate: DateConstructor = Date): DateConstructor {
  const shifted: DateConstructor = new Proxy(machineDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new machineDate(now()).toString(),
    get: (target, property, receiver) =>
      property === 'now' ? now : (Reflect.get(target, property, receiver) as unknown),
  });
  return shifted;
}
