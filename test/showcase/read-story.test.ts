/** What scenario files say, and what is refused, with the file, the line and the remedy. */
import { type Tables, readTables } from '../../src/hosts/local/showcase/scenario-tables';
import { jiraSideOf } from '../../src/hosts/local/showcase/jira-side';
import { gitSideOf, shaOf } from '../../src/hosts/local/showcase/git-side';
import { storyOf } from '../../src/hosts/local/showcase/read-story';
import { teamsOf } from '../../src/hosts/local/showcase/write-data-set';
import { readShowcase } from './showcase-world';

/** A company of two for a fortnight and a second one. */
const WHO = `# Who

## Showcase
| what | words |
| ---- | ----- |
| name | Tiny (fictional) |
| banner | Invented |
| opens at | 2026-01-06 09:00 |
| goals | TIDE-1 |

## Projects
| project | name | led by |
| ------- | ---- | ------ |
| TIDE | Tiny (fictional) | lead |

## People
| who | name | team | clock |
| --- | ---- | ---- | ----- |
| lead | Lead | Harbour | +00:00 |
| app | App | Harbour | +02:00 |

## Versions
| version | project | release | released |
| ------- | ------- | ------- | -------- |
| One | TIDE | 2026-01-30 | no |

## Sprints
| sprint | begins | ends | goal |
| ------ | ------ | ---- | ---- |
| Sprint 1 | 2026-01-05 09:00 | 2026-01-16 16:00 | Begin |
| Sprint 2 | 2026-01-19 09:00 | 2026-01-30 16:00 | End |
`;

const ITEMS = `## Items
| item | type | created | by | summary | parent | sprint |
| ---- | ---- | ------- | -- | ------- | ------ | ------ |
| TIDE-1 | Epic | 2026-01-05 09:00 | lead | A feature |  |  |
| TIDE-2 | Story | 2026-01-05 10:00 | lead | A story | TIDE-1 | Sprint 1 |
`;

const tablesOf = (chapter: string): Tables =>
  readTables([
    { name: 'tiny/who.md', text: WHO },
    { name: 'tiny/chapter.md', text: chapter },
  ]);

/** Reads a chapter to the end, as opening the host does. */
function tell(chapter: string) {
  const story = storyOf(tablesOf(chapter));
  return { story, jira: jiraSideOf(story), git: gitSideOf(story) };
}

const happening = (what: string, when = '2026-01-06 10:00', item = 'TIDE-2') =>
  `${ITEMS}\n## What happened\n| when | who | item | what |\n| --- | --- | --- | --- |\n| ${when} | app | ${item} | ${what} |\n`;
const commit = (...rows: string[]) =>
  `${ITEMS}\n## Commits\n| commit | repository | when | who | branch | message | files | reverts |\n| - | - | - | - | - | - | - | - |\n${rows.join('\n')}\n`;
const pull = (row: string) =>
  `${commit('| c1 | tiny/code | 2026-01-06 12:00 | app | TIDE-2-x | TIDE-2 begin | a.ts | |')}\n## Pull requests\n| number | repository | branch | who | title | opened | reviewed | reviewer | merged | closed |\n| - | - | - | - | - | - | - | - | - | - |\n${row}\n`;

describe('a slip of the pen is refused with its place and the remedy', () => {
  it.each`
    why                                         | chapter                                                                                                                                                                                                     | says
    ${'a heading nobody knows'}                 | ${'## Itmes\n| item |\n'}                                                                                                                                                                                   | ${'tiny/chapter.md:2: A table stands under "## Itmes". Put it under one of: Showcase,'}
    ${'a column nobody knows'}                  | ${'## Words\n| area | files | thongs |\n'}                                                                                                                                                                  | ${'tiny/chapter.md:2: "thongs" is no column of Words. There are: area, files, things.'}
    ${'a column that is missing'}               | ${'## Words\n| area | files |\n'}                                                                                                                                                                           | ${'tiny/chapter.md:2: The column "things" is missing.'}
    ${'a row that is too short'}                | ${'## Words\n| area | files | things |\n| - | - | - |\n| a | b |\n'}                                                                                                                                        | ${'tiny/chapter.md:4: The row has 2 cells and its table 3 columns.'}
    ${'a row that is not closed'}               | ${'## Words\n| area | files | things |\n| - | - | - |\n| a | b | c\n'}                                                                                                                                      | ${'tiny/chapter.md:4: The row does not end with a bar.'}
    ${'a phrase nobody knows'}                  | ${happening('was Done')}                                                                                                                                                                                    | ${'tiny/chapter.md:10: "was Done" is no phrase of "What happened".'}
    ${'a status nobody has'}                    | ${happening('is Dun')}                                                                                                                                                                                      | ${'tiny/chapter.md:10: "Dun" is no status. There are: To Do, In Progress,'}
    ${'a reason for no end'}                    | ${happening("is In Progress as Won't Do")}                                                                                                                                                                  | ${'"In Progress" is no end, so it has no reason.'}
    ${'a person who is not there'}              | ${happening('is assigned to ops')}                                                                                                                                                                          | ${'"ops" is no person of the story. There are: lead, app.'}
    ${'30 February'}                            | ${happening('is due 2026-02-30')}                                                                                                                                                                           | ${'"2026-02-30" is no day.'}
    ${'an hour that no clock shows'}            | ${happening('is Done', '2026-01-06 24:00')}                                                                                                                                                                 | ${'"2026-01-06 24:00" in "when" is no instant. Write 2026-02-03 10:00.'}
    ${'what happened before the item was'}      | ${happening('is Done', '2026-01-05 10:00')}                                                                                                                                                                 | ${'TIDE-2 did not exist yet when this happened to it. Let it happen after 2026-01-05 10:00.'}
    ${'an item nobody wrote down'}              | ${happening('is Done', '2026-01-06 10:00', 'TIDE-9')}                                                                                                                                                       | ${'TIDE-9 is nowhere.'}
    ${'a change that changes nothing'}          | ${happening('is To Do')}                                                                                                                                                                                    | ${'Nothing changes for TIDE-2: it is so already.'}
    ${'a link that is not there'}               | ${happening('is no longer blocked by TIDE-1')}                                                                                                                                                              | ${'TIDE-2 is not blocked by TIDE-1.'}
    ${'a link that is there already'}           | ${happening('is blocked by TIDE-1; is blocked by TIDE-1')}                                                                                                                                                  | ${'TIDE-2 is linked to TIDE-1 so already.'}
    ${'the same item twice'}                    | ${`${ITEMS}\n${ITEMS}`}                                                                                                                                                                                     | ${'TIDE-1 is there already, at tiny/chapter.md:4.'}
    ${'an item of no project'}                  | ${ITEMS.replace('TIDE-2', 'PAY-2')}                                                                                                                                                                         | ${'PAY-2 is of no project. There are: TIDE.'}
    ${'a parent that is not there'}             | ${ITEMS.replace('| A story | TIDE-1', '| A story | TIDE-7')}                                                                                                                                                | ${'The parent of TIDE-2, TIDE-7, is nowhere.'}
    ${'a commit that changes nothing'}          | ${commit('| c1 | tiny/code | 2026-01-06 12:00 | app | | TIDE-2 begin | | |')}                                                                                                                               | ${'The commit changes no file.'}
    ${'a commit for an item nobody wrote down'} | ${commit('| c1 | tiny/code | 2026-01-06 12:00 | app | | TIDE-9 begin | a.ts | |')}                                                                                                                          | ${'The message names TIDE-9, which is nowhere.'}
    ${'a revert of what is not there'}          | ${commit('| c1 | tiny/code | 2026-01-06 12:00 | app | | Revert | a.ts | c0 |')}                                                                                                                             | ${'It reverts c0, which is no earlier commit of tiny/code.'}
    ${'a review before there was anything'}     | ${pull('| 1 | tiny/code | TIDE-2-x | app | T | 2026-01-07 10:00 | 2026-01-06 10:00 | lead | | |')}                                                                                                          | ${'It was reviewed before it was opened.'}
    ${'a review by nobody'}                     | ${pull('| 1 | tiny/code | TIDE-2-x | app | T | 2026-01-07 10:00 | 2026-01-08 10:00 | | | |')}                                                                                                               | ${'A review has a reviewer and an instant.'}
    ${'a pull request without a branch'}        | ${pull('| 1 | tiny/code | TIDE-2-y | app | T | 2026-01-07 10:00 | | | | |')}                                                                                                                                | ${'The branch TIDE-2-y had no commit when it was opened.'}
    ${'everyday work of an unknown part'}       | ${`${ITEMS}\n## Routine\n| who | feature | planned | sprints | stories | commits | repository | area |\n| - | - | - | - | - | - | - | - |\n| app | TIDE-1 | 2026-01-05 | 2 | 1 | 3 | tiny/code | moon |\n`} | ${'"moon" has no files and things.'}
  `('$why', ({ chapter, says }: { chapter: string; says: string }) => {
    expect(() => tell(chapter)).toThrow(says);
  });
});

describe('a story becomes what Jira and git would show', () => {
  it('reads a cell with several phrases and a comment that may hold anything', () => {
    const { jira } = tell(happening('is In Progress; is assigned to app; says: is Done; says nothing'));
    const [, issue] = jira.issues as { fields: { status: { name: string }; assignee: { accountId: string } } }[];
    expect(issue?.fields).toMatchObject({ status: { name: 'In Progress' }, assignee: { accountId: 'fictional-app' } });
    expect(jira.comments).toMatchObject([{ issueKey: 'TIDE-2', body: 'is Done; says nothing' }]);
  });

  it('hands what is open at the end of a sprint on to the next, and nothing at the end of the last', () => {
    const [, issue] = tell(ITEMS).jira.issues as { changelog: { histories: { created: string; items: object[] }[] } }[];
    expect(issue?.changelog.histories).toMatchObject([
      { created: '2026-01-16T16:00:00.000+0000', items: [{ field: 'Sprint', from: '1', to: '1, 2' }] },
    ]);
  });

  it('leaves a sprint that runs without a trace, and stays in one that ended', () => {
    const leaving = (when: string) => {
      const [, issue] = tell(happening('leaves its sprint', when)).jira.issues as {
        fields: { customfield_10020: { name: string }[] | null };
      }[];
      return issue?.fields.customfield_10020?.map(({ name }) => name);
    };
    expect(leaving('2026-01-16 15:50')).toBeUndefined();
    expect(leaving('2026-01-19 10:00')).toEqual(['Sprint 1']);
  });

  it('keeps both ends of a link, and both histories', () => {
    const [feature, story] = tell(happening('is blocked by TIDE-1')).jira.issues as {
      fields: { issuelinks: object[] };
      changelog: { histories: { items: { toString: string }[] }[] };
    }[];
    expect(feature?.fields.issuelinks).toMatchObject([{ type: { name: 'Blocks' }, outwardIssue: { key: 'TIDE-2' } }]);
    expect(story?.fields.issuelinks).toMatchObject([{ type: { name: 'Blocks' }, inwardIssue: { key: 'TIDE-1' } }]);
    expect(feature?.changelog.histories[0]?.items[0]?.toString).toBe('This issue blocks TIDE-2');
    expect(story?.changelog.histories[0]?.items[0]?.toString).toBe('This issue is blocked by TIDE-1');
  });

  it('writes a commit on its author’s clock, and a merge with both parents, after which the branch is gone', () => {
    const { git } = tell(pull('| 1 | tiny/code | TIDE-2-x | app | T | 2026-01-07 10:00 | | | 2026-01-08 10:00 | |'));
    expect(git.commits).toMatchObject([
      { sha: shaOf('tiny/code', 'c1'), parents: [], author: { date: '2026-01-06T12:00:00+02:00' } },
      { parents: [shaOf('tiny/code', 'c1')], message: 'Merge pull request #1 from tiny/TIDE-2-x\n\nT' },
    ]);
    expect(git.refs.map(({ name, sha }) => [name, sha === null])).toEqual([
      ['TIDE-2-x', false],
      ['main', false],
      ['TIDE-2-x', true],
    ]);
  });
});

describe('the story that ships', () => {
  const story = readShowcase();

  it('is of a team of twelve in two crews, over two quarters', () => {
    expect(teamsOf(story).map(({ name, members }) => [name, members.length])).toEqual([
      ['Harbour', 6],
      ['Lighthouse', 6],
    ]);
    expect([story.beginsAt, story.endsAt].map((at) => new Date(at).toISOString().slice(0, 10))).toEqual([
      '2026-01-05',
      '2026-07-03',
    ]);
  });

  it('calls itself fictional wherever a name is shown', () => {
    for (const name of [...story.people, ...story.projects].map((one) => one.name))
      expect(name).toContain('(fictional)');
    expect(story.name).toContain('fictional');
    expect(story.banner).toMatch(/^A fictional showcase/);
    for (const { email, accountId } of story.people) {
      expect(email).toMatch(/@example\.invalid$/);
      expect(accountId).toMatch(/^fictional-/);
    }
  });

  it('holds enough finished work for rates and baselines', () => {
    const done = new Set(
      story.happenings
        .filter(({ changes }) =>
          changes.some((change) => change.kind === 'status' && change.status.category === 'done'),
        )
        .map(({ key }) => key),
    );
    expect(done.size).toBeGreaterThan(200);
    expect(story.commits.length).toBeGreaterThan(1000);
  });

  it('reads the same every time', () => {
    expect(jiraSideOf(readShowcase())).toEqual(jiraSideOf(story));
  });
});
