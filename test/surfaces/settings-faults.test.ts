import { DEFAULT_SETTINGS } from '../../src/model/settings';
import { faultInSettings } from '../../src/surfaces/settings-faults';
import { type TestSite, openTestSite } from './site';

const texts = (amount: number) => Array.from({ length: amount }, (_, index) => `text ${index}`);
const teamOf = (name: string) => ({ name, members: [] });
const long = (length: number) => 'x'.repeat(length);

test.each`
  why                                 | change
  ${'nothing'}                        | ${{}}
  ${'everything as it is by default'} | ${DEFAULT_SETTINGS}
  ${'a value left out'}               | ${{ waiting: { linkPhrases: undefined } }}
  ${'as many phrases as may be'}      | ${{ waiting: { linkPhrases: texts(50), statuses: texts(50) } }}
  ${'as many prefixes as may be'}     | ${{ trace: { exemptPrefixes: texts(100), keptBranches: texts(100), botAuthors: texts(100) } }}
  ${'the longest text'}               | ${{ waiting: { statuses: [long(80)] } }}
  ${'a repository of 200 characters'} | ${{ trace: { servedProjects: [`team/${long(195)} PAY`] } }}
  ${'an order of priorities'}         | ${{ waiting: { priorities: ['P1', 'P2'] } }}
  ${'goals'}                          | ${{ goals: { features: ['PAY-7'], fixVersions: [long(255)], labels: ['north-star'] } }}
  ${'no text at all'}                 | ${{ waiting: { linkPhrases: [] }, trace: { exemptPrefixes: [] } }}
  ${'a pattern'}                      | ${{ trace: { patterns: [{ template: '[#{number}]', project: 'PAY' }] } }}
  ${'a pattern of a repository'}      | ${{ trace: { patterns: [{ template: 'issue {number}', project: 'PAY', repo: 'acme/ledger' }] } }}
  ${'no exemption of merges'}         | ${{ trace: { mergesExempt: false } }}
  ${'a time zone'}                    | ${{ calendar: { timeZone: 'Europe/Berlin' } }}
  ${'a threshold at the border'}      | ${{ thresholds: { 'blocking-wait': { longerThanDays: 60 } } }}
  ${'a detector switched off'}        | ${{ disabledDetectors: ['deadlock'] }}
  ${'a team too small to be shown'} | ${{ people: { teams: [{ name: 'Core', members: ['ana'] }, { name: 'Web', members: [] }] } }}
  ${'as many members as may be'}      | ${{ people: { teams: [{ name: long(80), members: texts(200) }] } }}
`('$why is no fault', ({ change }) => {
  expect(faultInSettings(change)).toBeUndefined();
});

test.each`
  why                                   | change                                                                                                    | says
  ${'null'}                             | ${null}                                                                                                   | ${/change of settings/}
  ${'a text'}                           | ${'calendar'}                                                                                             | ${/change of settings/}
  ${'a list'}                           | ${[]}                                                                                                     | ${/change of settings/}
  ${'an unknown part'}                  | ${{ colour: {} }}                                                                                         | ${/"colour"/}
  ${'an unknown value'}                 | ${{ waiting: { words: [] } }}                                                                             | ${/"words" in the waiting/}
  ${'a part that is null'}              | ${{ waiting: null }}                                                                                      | ${/"waiting"/}
  ${'no list'}                          | ${{ waiting: { linkPhrases: 'blocks' } }}                                                                 | ${/Link phrases.*list/}
  ${'a phrase too many'}                | ${{ waiting: { linkPhrases: texts(51) } }}                                                                | ${/Link phrases.*50.*51/}
  ${'a status too many'}                | ${{ waiting: { statuses: texts(51) } }}                                                                   | ${/Statuses.*50.*51/}
  ${'an empty status'}                  | ${{ waiting: { statuses: ['On Hold', ' '] } }}                                                            | ${/Entry 2 of "Statuses/}
  ${'a priority too many'}              | ${{ waiting: { priorities: texts(51) } }}                                                                 | ${/Priorities, most urgent first.*50.*51/}
  ${'a priority twice'}                 | ${{ waiting: { priorities: ['High', 'Low', 'high '] } }}                                                  | ${/"high " twice/}
  ${'a goal that is a project'}         | ${{ goals: { features: ['PAY-7', 'PAY'] } }}                                                              | ${/by its key.*"PAY"/}
  ${'a goal too many'}                  | ${{ goals: { features: texts(51) } }}                                                                     | ${/Features that are goals.*50.*51/}
  ${'a version called too much'}        | ${{ goals: { fixVersions: [long(256)] } }}                                                                | ${/1 to 255 characters/}
  ${'an empty label'}                   | ${{ goals: { labels: [''] } }}                                                                            | ${/Entry 1 of "Labels of goals"/}
  ${'a text too long'}                  | ${{ waiting: { statuses: [long(81)] } }}                                                                  | ${/1 to 80 characters/}
  ${'a number among texts'}             | ${{ trace: { botAuthors: [7] } }}                                                                         | ${/Entry 1 of "Bots".*"7"/}
  ${'a prefix too many'}                | ${{ trace: { exemptPrefixes: texts(101) } }}                                                              | ${/Exempt beginnings.*100.*101/}
  ${'a branch too many'}                | ${{ trace: { keptBranches: texts(101) } }}                                                                | ${/Branches that live on.*100.*101/}
  ${'an empty prefix'}                  | ${{ trace: { exemptPrefixes: [''] } }}                                                                    | ${/1 to 80 characters/}
  ${'a served project too long'}        | ${{ trace: { servedProjects: [`team/${long(236)} PAY`] } }}                                               | ${/1 to 240 characters/}
  ${'neither yes nor no'}               | ${{ waiting: { flagCounts: 'yes' } }}                                                                     | ${/true or false/}
  ${'no such time zone'}                | ${{ calendar: { timeZone: 'Mars/Olympus' } }}                                                             | ${/time zone.*Mars\/Olympus.*Choose/}
  ${'an empty time zone'}               | ${{ calendar: { timeZone: '' } }}                                                                         | ${/time zone/}
  ${'a time zone that is null'}         | ${{ calendar: { timeZone: null } }}                                                                       | ${/time zone/}
  ${'a weekday that is none'}           | ${{ calendar: { workingWeekdays: [7] } }}                                                                 | ${/weekday.*7/}
  ${'no working day'}                   | ${{ calendar: { workingWeekdays: [] } }}                                                                  | ${/At least one/}
  ${'a day that does not exist'}        | ${{ calendar: { holidays: ['2017-13-45'] } }}                                                             | ${/holiday.*2017-13-45/}
  ${'a holiday that is no text'}        | ${{ calendar: { holidays: [20171225] } }}                                                                 | ${/holiday.*20171225/}
  ${'a group too small'}                | ${{ people: { minimumGroup: 4 } }}                                                                        | ${/5 to 100.*4/}
  ${'a group that is a text'}           | ${{ people: { minimumGroup: '5' } }}                                                                      | ${/5 to 100/}
  ${'no such detector'}                 | ${{ thresholds: { 'no-such': {} } }}                                                                      | ${/no-such/}
  ${'a detector that is null'}          | ${{ thresholds: { 'blocking-wait': null } }}                                                              | ${/blocking-wait/}
  ${'no such threshold'}                | ${{ thresholds: { 'blocking-wait': { toString: 3 } } }}                                                   | ${/no threshold "toString"/}
  ${'a threshold out of range'}         | ${{ thresholds: { 'blocking-wait': { longerThanDays: 61 } } }}                                            | ${/0 to 60 working days; it is 61/}
  ${'no list of teams'}                 | ${{ people: { teams: {} } }}                                                                              | ${/teams are a list/}
  ${'a team too many'}                  | ${{ people: { teams: texts(51).map(teamOf) } }}                                                           | ${/50 teams.*51/}
  ${'a team that is a text'}            | ${{ people: { teams: ['Core'] } }}                                                                        | ${/Team 1 has a name/}
  ${'a team with more to it'}           | ${{ people: { teams: [{ ...teamOf('Core'), lead: 'ana' }] } }}                                            | ${/"lead"/}
  ${'a team without a name'}            | ${{ people: { teams: [teamOf(' ')] } }}                                                                   | ${/name of team 1/}
  ${'a team called too much'}           | ${{ people: { teams: [teamOf(long(81))] } }}                                                              | ${/name of team 1/}
  ${'two teams of one name'}            | ${{ people: { teams: [teamOf('Core'), teamOf('CORE ')] } }}                                               | ${/Two teams.*CORE/}
  ${'members that are no list'}         | ${{ people: { teams: [{ name: 'Core', members: 'ana' }] } }}                                              | ${/members of team "Core"/}
  ${'a member too many'}                | ${{ people: { teams: [{ name: 'Core', members: texts(201) }] } }}                                         | ${/200 members.*201/}
  ${'a member that is a number'}        | ${{ people: { teams: [{ name: 'Core', members: [7] }] } }}                                                | ${/Member 1 of team "Core"/}
  ${'a member with a blank'}            | ${{ people: { teams: [{ name: 'Core', members: ['ana '] }] } }}                                           | ${/Member 1 of team "Core"/}
  ${'a member named twice'}             | ${{ people: { teams: [{ name: 'Core', members: ['ana', 'ana'] }] } }}                                     | ${/twice/}
  ${'no list of detectors'}             | ${{ disabledDetectors: 'deadlock' }}                                                                      | ${/switched off/}
  ${'null'}                             | ${null}                                                                                                   | ${/change of settings/}
  ${'a text'}                           | ${'calendar'}                                                                                             | ${/change of settings/}
  ${'a list'}                           | ${[]}                                                                                                     | ${/change of settings/}
  ${'an unknown part'}                  | ${{ colour: {} }}                                                                                         | ${/"colour"/}
  ${'an unknown value'}                 | ${{ waiting: { words: [] } }}                                                                             | ${/"words" in the waiting/}
  ${'a part that is null'}              | ${{ waiting: null }}                                                                                      | ${/"waiting"/}
  ${'no list'}                          | ${{ waiting: { linkPhrases: 'blocks' } }}                                                                 | ${/Link phrases.*list/}
  ${'a phrase too many'}                | ${{ waiting: { linkPhrases: texts(51) } }}                                                                | ${/Link phrases.*50.*51/}
  ${'a status too many'}                | ${{ waiting: { statuses: texts(51) } }}                                                                   | ${/Statuses.*50.*51/}
  ${'an empty status'}                  | ${{ waiting: { statuses: ['On Hold', ' '] } }}                                                            | ${/Entry 2 of "Statuses/}
  ${'a text too long'}                  | ${{ waiting: { statuses: [long(81)] } }}                                                                  | ${/1 to 80 characters/}
  ${'a number among texts'}             | ${{ trace: { botAuthors: [7] } }}                                                                         | ${/Entry 1 of "Bots".*"7"/}
  ${'a prefix too many'}                | ${{ trace: { exemptPrefixes: texts(101) } }}                                                              | ${/Exempt beginnings.*100.*101/}
  ${'a branch too many'}                | ${{ trace: { keptBranches: texts(101) } }}                                                                | ${/Branches that live on.*100.*101/}
  ${'an empty prefix'}                  | ${{ trace: { exemptPrefixes: [''] } }}                                                                    | ${/1 to 80 characters/}
  ${'no list of patterns'}              | ${{ trace: { patterns: '[#{number}]' } }}                                                                 | ${/patterns are a list/}
  ${'a pattern too many'}               | ${{ trace: { patterns: Array.from({ length: 21 }, () => ({ template: '#{number}', project: 'PAY' })) } }} | ${/20 patterns.*21/}
  ${'a pattern of a number alone'}      | ${{ trace: { patterns: [{ template: '{number} ', project: 'PAY' }] } }}                                   | ${/Pattern 1 must hold/}
  ${'a pattern without a number'}       | ${{ trace: { patterns: [{ template: '[#]', project: 'PAY' }] } }}                                         | ${/Pattern 1 must hold.*\[#\]/}
  ${'a pattern of two numbers'}         | ${{ trace: { patterns: [{ template: '{number}.{number}', project: 'PAY' }] } }}                           | ${/once/}
  ${'a pattern too long'}               | ${{ trace: { patterns: [{ template: `${long(80)}{number}`, project: 'PAY' }] } }}                         | ${/at most 80/}
  ${'a pattern of no project'}          | ${{ trace: { patterns: [{ template: '#{number}', project: 'pay' }] } }}                                   | ${/by its key.*"pay"/}
  ${'a pattern of an empty repository'} | ${{ trace: { patterns: [{ template: '#{number}', project: 'PAY', repo: '' }] } }}                         | ${/owner\/name/}
  ${'a pattern with something else'}    | ${{ trace: { patterns: [{ template: '#{number}', project: 'PAY', flags: 'g' }] } }}                       | ${/no "flags"/}
  ${'a pattern that is a text'}         | ${{ trace: { patterns: ['#{number}'] } }}                                                                 | ${/template and a project/}
  ${'an exemption that is a text'}      | ${{ trace: { botsExempt: 'no' } }}                                                                        | ${/true or false/}
  ${'neither yes nor no'}               | ${{ waiting: { flagCounts: 'yes' } }}                                                                     | ${/true or false/}
  ${'no such time zone'}                | ${{ calendar: { timeZone: 'Mars/Olympus' } }}                                                             | ${/time zone.*Mars\/Olympus.*Choose/}
  ${'an empty time zone'}               | ${{ calendar: { timeZone: '' } }}                                                                         | ${/time zone/}
  ${'a time zone that is null'}         | ${{ calendar: { timeZone: null } }}                                                                       | ${/time zone/}
  ${'a weekday that is none'}           | ${{ calendar: { workingWeekdays: [7] } }}                                                                 | ${/weekday.*7/}
  ${'no working day'}                   | ${{ calendar: { workingWeekdays: [] } }}                                                                  | ${/At least one/}
  ${'a day that does not exist'}        | ${{ calendar: { holidays: ['2017-13-45'] } }}                                                             | ${/holiday.*2017-13-45/}
  ${'a holiday that is no text'}        | ${{ calendar: { holidays: [20171225] } }}                                                                 | ${/holiday.*20171225/}
  ${'a group too small'}                | ${{ people: { minimumGroup: 4 } }}                                                                        | ${/5 to 100.*4/}
  ${'a group that is a text'}           | ${{ people: { minimumGroup: '5' } }}                                                                      | ${/5 to 100/}
  ${'no such detector'}                 | ${{ thresholds: { 'no-such': {} } }}                                                                      | ${/no-such/}
  ${'a detector that is null'}          | ${{ thresholds: { 'blocking-wait': null } }}                                                              | ${/blocking-wait/}
  ${'no such threshold'}                | ${{ thresholds: { 'blocking-wait': { toString: 3 } } }}                                                   | ${/no threshold "toString"/}
  ${'a threshold out of range'}         | ${{ thresholds: { 'blocking-wait': { longerThanDays: 61 } } }}                                            | ${/0 to 60 working days; it is 61/}
  ${'no list of detectors'}             | ${{ disabledDetectors: 'deadlock' }}                                                                      | ${/switched off/}
`('$why is refused in a sentence', ({ change, says }) => {
  const fault = faultInSettings(change);
  expect(fault).toMatch(says);
  expect(fault).toMatch(/^[A-Z"].*\.$/);
});

describe('Saving', () => {
  let site: TestSite;
  beforeAll(async () => {
    site = await openTestSite();
    await site.save({ key: 'PAY-1' });
  });
  afterAll(() => site.close());

  test.each([[{ change: null }], [{}], [{ change: { calendar: { timeZone: 'Mars/Olympus' } } }]])(
    'what %j asks for is refused and not stored',
    async (take) => {
      const administrator = site.reader({ administers: ['PAY'] });
      expect(await site.ask('settings.save', take as never, administrator)).toMatchObject({
        ok: false,
        reason: 'bad-request',
      });
      expect(await site.outside.memory.readSettings('PAY')).toBeUndefined();
    },
  );
});
