import * as functions from '../../../src/hosts/forge/index';
import * as wiring from '../../../src/hosts/forge/wiring';
import { type TestOutside, openOutside } from '../../app/outside-in-memory';

jest.mock('../../../src/hosts/forge/wiring', () => ({
  ...jest.requireActual<object>('../../../src/hosts/forge/wiring'),
  outsideOfForge: jest.fn(),
  timeLeft: jest.fn(),
}));

describe('Before uninstalling', () => {
  let test: TestOutside;
  const tried: string[] = [];
  beforeEach(async () => {
    test = await openOutside();
    tried.length = 0;
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    await test.outside.facts.savePublished(
      'PAY',
      ids.map((id) => ({ id, digest: 'd' })),
    );
    Object.assign(test.outside.jira, {
      removeItemProperty: (id: string) => {
        tried.push(id);
        return id === '3' ? Promise.reject(new Error('Jira answered 503')) : Promise.resolve();
      },
    });
    jest.mocked(wiring.outsideOfForge).mockReturnValue(test.outside);
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await test.close();
  });

  it('every property is removed that can be', async () => {
    jest.mocked(wiring.timeLeft).mockReturnValue(() => true);
    await functions.beforeUninstall();
    expect(tried).toHaveLength(20);
  });

  it('stops when there is no more time', async () => {
    jest.mocked(wiring.timeLeft).mockReturnValue(() => tried.length < 5);
    await functions.beforeUninstall();
    expect(tried).toHaveLength(5);
  });
});
