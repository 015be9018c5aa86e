import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { automationActions } from '../../../../src/hosts/local/automation/action-module';
import { parseRecipe } from '../../../../src/hosts/local/automation/rule-shape';
import { day, itemOf, lead, manifest, monday, overdueWait, projectFolder, siteOf, waitingQuery } from './fake-site';

const folder = join(projectFolder, 'recipes');
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

it('ships at least the two recipes its readme promises', () => {
  expect(names).toEqual(expect.arrayContaining(['alert-on-long-waits.json', 'comment-when-linked-as-blocked.json']));
});

describe.each(names)('%s', (name) => {
  it('has the shape of a recipe', () => {
    expect(parseRecipe(textOf(name))).toMatchObject({ kind: 'shaped' });
  });

  it("uses an action, inputs and smart values that the app's manifest declares", async () => {
    expect(await siteOf({ items: [] }).automation.importRecipe(textOf(name))).toMatchObject({
      kind: 'saved',
      rule: { enabled: true, connectionUser: lead },
    });
  });

  it('searches only by aliases that the manifest declares', () => {
    const aliases = (manifest.modules['jira:entityProperty'] ?? [])
      .flatMap((module) => module['values'] as { searchAlias: string }[])
      .map(({ searchAlias }) => searchAlias);
    const { jql = '' } = JSON.parse(textOf(name));
    expect(aliases).toEqual(expect.arrayContaining(jql.match(/throughline\w*/g) ?? []));
  });

  it('comes out of an export as it went in', async () => {
    const { automation } = siteOf({ items: [] });
    const outcome = await automation.importRecipe(textOf(name));
    expect(automation.exportRule(outcome.kind === 'saved' ? outcome.rule.id : '')).toEqual(JSON.parse(textOf(name)));
  });

  it('is explained in the readme', () => {
    expect(textOf('README.md')).toContain(name);
  });
});

it('alerts the next weekday morning about what has waited for more than three days', async () => {
  const site = siteOf({
    items: [itemOf(1), itemOf(2), itemOf(3)],
    queries: { [waitingQuery]: ['PAY-1', 'PAY-2'] },
    action: (inputs, accountId) => ({ ...overdueWait(inputs, accountId), overdue: inputs['issueKey'] === 'PAY-1' }),
  });
  await site.automation.importRecipe(textOf('alert-on-long-waits.json'));
  site.moveClockTo(monday + day);
  const [record] = await site.automation.runDue();
  expect(record).toMatchObject({
    outcome: 'success',
    items: [
      { key: 'PAY-1', condition: true },
      { key: 'PAY-2', condition: false },
    ],
  });
  expect(site.actionCalls).toEqual([
    { inputs: { issueKey: 'PAY-1', longerThanDays: 3 }, accountId: lead },
    { inputs: { issueKey: 'PAY-2', longerThanDays: 3 }, accountId: lead },
  ]);
  expect(site.automation.alerts(10)).toMatchObject([
    { to: lead, text: 'PAY-1 has waited on PAY-99 for 5 working days.' },
  ]);
  site.moveClockTo(Date.UTC(2017, 10, 18, 12));
  await site.automation.runDue();
  site.moveClockTo(Date.UTC(2017, 10, 19, 12));
  expect(await site.automation.runDue()).toEqual([]);
});

it('comments on the blocked end of a new link what it waits on', async () => {
  const site = siteOf({ items: [itemOf(1), itemOf(2)] });
  await site.automation.importRecipe(textOf('comment-when-linked-as-blocked.json'));
  const link = {
    eventType: 'avi:jira:created:issuelink',
    timestamp: monday,
    selfGenerated: false,
    sourceIssueId: 10001,
    destinationIssueId: 10002,
  };
  expect(await site.automation.onEvent({ ...link, issueLinkType: { name: 'Relates' } })).toEqual([]);
  await site.automation.onEvent({ ...link, issueLinkType: { name: 'Blocks' } });
  expect(site.comments).toEqual(['PAY-2: Waits on PAY-99. PAY-2 has waited on PAY-99 for 5 working days.']);
});

it.each`
  recipe                                  | says
  ${'{"format":'}                         | ${'This is not a recipe: it is not JSON.'}
  ${'[]'}                                 | ${'This is not a recipe: it is no JSON object.'}
  ${{ format: 'jira-export', name: 'x' }} | ${'This is not a recipe: its format is not "throughline-rule/1".'}
  ${{ format: 'throughline-rule/1' }}     | ${'name is missing.'}
`('refuses $recipe: $says', async ({ recipe, says }) => {
  const outcome = await siteOf({ items: [] }).automation.importRecipe(recipe);
  expect(outcome.kind === 'refused' && outcome.problems[0]?.message).toBe(says);
});

it("names every smart value of the action in the readme's table", () => {
  const documented = [...textOf('README.md').matchAll(/^\| `\{\{wait\.(\w+)\}\}`/gm)].map(([, name]) => name);
  expect(documented).toEqual(automationActions(manifest).flatMap(({ outputs }) => Object.keys(outputs)));
});

it('offers the action to rules only while a provider names it', () => {
  expect(automationActions(manifest).map(({ key }) => key)).toEqual(['check-blocking-waits']);
  const { 'automation:actionProvider': _providers, ...modules } = manifest.modules;
  expect(automationActions({ ...manifest, modules })).toEqual([]);
});
