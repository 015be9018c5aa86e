import * as functions from '../../../src/hosts/forge/index';
import * as wiring from '../../../src/hosts/forge/wiring';
import { type TestOutside, openOutside } from '../../app/outside-in-memory';

jest.mock('../../../src/hosts/forge/wiring', () => ({
  ...jest.requireActual<object>('../../../src/hosts/forge/wiring'),
  outsideOfForge: jest.fn(),
  migrate: () => Promise.resolve(),
}));

describe('Every hour', () => {
  let test: TestOutside;
  beforeEach(async () => {
    test = await openOutside();
    jest.mocked(wiring.outsideOfForge).mockReturnValue(test.outside);
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await test.close();
  });

  it.each(['reconcile', 'prune', 'report'])('what else is due is done when %s fails', async (failing) => {
    const done: string[] = [];
    const note = (what: string) => () => {
      done.push(what);
      return what === failing ? Promise.reject(new Error('no')) : Promise.resolve([]);
    };
    Object.assign(test.outside.jira, { readProjects: note('reconcile') });
    Object.assign(test.outside.log, { prune: note('prune') });
    Object.assign(test.outside.accounts, { reportStored: note('report') });
    expect(await functions.everyHour()).toEqual({ statusCode: 204 });
    expect(done.sort()).toEqual(['prune', 'reconcile', 'report']);
    expect(console.error).toHaveBeenCalledTimes(1);
  });
});
