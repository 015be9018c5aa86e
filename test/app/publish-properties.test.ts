import { publishProperties } from '../../src/app/publish-properties';
import { formatInstant } from '../../src/model/instant';
import type { ItemProperty } from '../../src/model/item-property';
import type { Outside } from '../../src/ports/outside';
import { type TestOutside, openOutside } from './outside-in-memory';

const NOW = Date.parse('2026-03-20T09:00:00Z');

const propertyOf = (id: string): ItemProperty => ({
  v: 1,
  asOf: formatInstant(NOW),
  level: 'story',
  waitsOn: [],
  unknownBlockers: Number(id),
  waitedForBy: [],
  findingIds: [],
  findings: [],
  commits: [],
});

const propertiesOf = (count: number): Map<string, ItemProperty> =>
  new Map(Array.from({ length: count }, (_, index) => [String(index), propertyOf(String(index))] as const));

const always = (): boolean => true;

describe('Publishing properties', () => {
  let test: TestOutside;
  let tried: string[];
  /** What Jira does with the items named here; it writes all others. */
  let outcomes: Map<string, 'gone' | 'refused' | Error>;
  let outside: Outside;
  beforeEach(async () => {
    test = await openOutside();
    tried = [];
    outcomes = new Map();
    outside = {
      ...test.outside,
      jira: {
        ...test.outside.jira,
        writeItemProperty: (id) => {
          tried.push(id);
          const outcome = outcomes.get(id) ?? 'written';
          return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
        },
      },
    };
  });
  afterEach(() => test.close());

  it('writes what changed, and nothing twice', async () => {
    expect(await publishProperties(outside, 'PAY', propertiesOf(3), always)).toEqual({ written: 3, left: 0 });
    expect(await publishProperties(outside, 'PAY', propertiesOf(4), always)).toEqual({ written: 1, left: 0 });
    expect(tried).toEqual(['0', '1', '2', '3']);
  });

  it('an item that refuses its property stops no other, is logged once, and is tried again', async () => {
    outcomes.set('1', 'refused').set('2', 'gone');
    expect(await publishProperties(outside, 'PAY', propertiesOf(6), always)).toEqual({ written: 4, left: 0 });
    await publishProperties(outside, 'PAY', propertiesOf(6), always);
    expect(tried).toEqual(['0', '1', '2', '3', '4', '5', '1', '2']);
    const log = await outside.log.read(0, 10);
    expect(
      log.map(({ source, outcome, counts, rejected }) => [source, outcome, counts, rejected.map((one) => one.what)]),
    ).toEqual([['jira', 'partly', { refused: 1 }, ['work item 1']]]);
  });

  it('when Jira fails, stops, and what was written is not written again', async () => {
    outcomes.set('5', new Error('Jira answered 503'));
    await expect(publishProperties(outside, 'PAY', propertiesOf(50), always)).rejects.toThrow('503');
    const first = [...tried];
    expect(first.length).toBeLessThan(15);
    outcomes.clear();
    tried.length = 0;
    await publishProperties(outside, 'PAY', propertiesOf(50), always);
    expect(tried.filter((id) => first.includes(id))).toEqual(['5']);
    expect(tried).toHaveLength(50 - first.length + 1);
  });

  it('leaves the rest when time is up', async () => {
    let looks = 0;
    const once = (): boolean => (looks += 1) === 1;
    expect(await publishProperties(outside, 'PAY', propertiesOf(250), once)).toEqual({ written: 100, left: 150 });
  });
});
