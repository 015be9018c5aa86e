import { itemProperties } from '../../src/app/item-properties';
import { examineProject } from '../../src/detect/examine-project';
import { factsOf } from '../../src/detect/facts';
import { workItemOf, worldOf } from '../builders/worlds';

const keys = Array.from({ length: 60 }, (_, index) => `PAY-${index + 2}`);

const propertyOf = (world: Parameters<typeof factsOf>[0], key: string) => {
  const facts = factsOf(world);
  const properties = itemProperties(world, examineProject(world, facts), facts.waits);
  return properties.get(world.items.get(key)?.id ?? '');
};

describe('The property of an item', () => {
  it('lists 50 of the items it waits on and counts the others', () => {
    const world = worldOf({
      items: [workItemOf({ key: 'PAY-1', waitsOn: keys }), ...keys.map((key) => workItemOf({ key }))],
      asOf: 9,
    });
    const property = propertyOf(world, 'PAY-1');
    expect([property?.waitsOn.length, property?.waitsOnMore]).toEqual([50, 10]);
    expect(propertyOf(world, 'PAY-2')).not.toHaveProperty('waitsOnMore');
  });

  it('lists 50 of the items that wait for it and counts the others', () => {
    const world = worldOf({
      items: [workItemOf({ key: 'PAY-1' }), ...keys.map((key) => workItemOf({ key, waitsOn: ['PAY-1'] }))],
      asOf: 9,
    });
    const property = propertyOf(world, 'PAY-1');
    expect([property?.waitedForBy.length, property?.waitedForByMore]).toEqual([50, 10]);
  });
});
