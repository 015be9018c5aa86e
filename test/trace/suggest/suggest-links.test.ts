import type { Commit } from '../../../src/model/commit';
import { DAY_MS } from '../../../src/model/instant';
import { alwaysFrom } from '../../../src/model/span';
import type { KnownLink, SuggestItem } from '../../../src/trace/suggest/choice';
import { fitModel } from '../../../src/trace/suggest/fit-model';
import { calibrated } from '../../../src/trace/suggest/model';
import { SHIPPED_MODEL } from '../../../src/trace/suggest/shipped-model';
import { type SuggestRequest, suggestLinks } from '../../../src/trace/suggest/suggest-links';
import { commitOf } from '../commit-builder';

const day = (count: number): number => 1_600_000_000_000 + count * DAY_MS;

function itemOf(key: string, summary: string, more: Partial<SuggestItem> = {}): SuggestItem {
  return {
    key,
    summary,
    words: '',
    createdAt: day(0),
    resolvedAt: undefined,
    level: 0,
    status: alwaysFrom(day(0), { id: '3', name: 'In Progress', stage: 'in-progress' }),
    assignee: alwaysFrom(day(0), undefined),
    ...more,
  };
}

const ITEMS = [
  itemOf('PAY-1', 'Watcher loses symlinks on restart'),
  itemOf('PAY-2', 'Ledger export rounds amounts twice'),
  itemOf('PAY-3', 'Panel shows stale invoice totals'),
  itemOf('PAY-4', 'Webhook retries flood the queue'),
  itemOf('PAY-5', 'Cache evicts tokens before they expire'),
];

function committed(name: string, message: string, onDay: number, more: Partial<Commit> = {}): Commit {
  return commitOf(name, message, [], {
    authoredAt: day(onDay),
    committedAt: day(onDay),
    authorHash: 'ada',
    filesChanged: 1,
    ...more,
  });
}

const FILES = [{ status: 'M', path: 'src/watcher/symlinks.ts' }];
const BEFORE = committed('before', 'Watcher follows links', 5, { files: FILES });
const ASKED = committed('asked', 'Watcher keeps symlinks after a restart', 7, { files: FILES });
const ALIEN = committed('alien', 'Tidy the kitchen', 8, { authorHash: 'somebody new' });
const AFTER = committed('after', 'Watcher follows links again', 9, { files: FILES });

const linkTo = (commit: Commit, key: string, more: Partial<KnownLink> = {}): KnownLink => ({
  repo: commit.repo,
  sha: commit.sha,
  key,
  ...more,
});

function requestOf(more: Partial<SuggestRequest> = {}): SuggestRequest {
  return {
    items: ITEMS,
    commits: [BEFORE, ASKED, ALIEN, AFTER],
    links: [linkTo(BEFORE, 'PAY-1')],
    rejected: [],
    wanted: (commit) => commit === ASKED || commit === ALIEN,
    model: SHIPPED_MODEL,
    ...more,
  };
}

describe('suggested links', () => {
  test('the item a commit is about is suggested, with the three strongest reasons', () => {
    const [suggestion, ...others] = suggestLinks(requestOf());
    expect(others).toEqual([]);
    expect(suggestion).toMatchObject({ sha: ASKED.sha, key: 'PAY-1', model: SHIPPED_MODEL.version });
    expect(suggestion?.probability).toBeGreaterThan(0.5);
    expect(suggestion?.reasons).toHaveLength(3);
    const texts = suggestion?.reasons.map(({ text }) => text).join('\n');
    expect(texts).toMatch(/Words in common with the title of PAY-1: .*symlinks/);
  });

  test('a commit like no item gets nothing', () => {
    expect(suggestLinks(requestOf()).filter(({ sha }) => sha === ALIEN.sha)).toEqual([]);
  });

  test('what a person rejected never comes back', () => {
    const rejected = [linkTo(ASKED, 'PAY-1')];
    expect(suggestLinks(requestOf({ rejected })).filter(({ key }) => key === 'PAY-1')).toEqual([]);
  });

  test('the order of the facts does not matter', () => {
    const straight = requestOf({ links: [linkTo(BEFORE, 'PAY-1'), linkTo(AFTER, 'PAY-2')] });
    const reversed = {
      ...straight,
      items: [...straight.items].reverse(),
      commits: [...straight.commits, ...straight.commits].reverse(),
      links: [...straight.links].reverse(),
    };
    expect(suggestLinks(reversed)).toEqual(suggestLinks(straight));
  });

  test('a later link changes nothing of an earlier commit', () => {
    const without = suggestLinks(requestOf());
    expect(suggestLinks(requestOf({ links: [linkTo(BEFORE, 'PAY-1'), linkTo(AFTER, 'PAY-4')] }))).toEqual(without);
    const lateToKnow = [linkTo(BEFORE, 'PAY-1'), linkTo(BEFORE, 'PAY-2', { knownAt: day(20) })];
    expect(suggestLinks(requestOf({ links: lateToKnow }))).toEqual(without);
  });

  test('an item made long after the commit is no candidate', () => {
    const items = ITEMS.map((item) => (item.key === 'PAY-1' ? { ...item, createdAt: day(30) } : item));
    expect(suggestLinks(requestOf({ items })).filter(({ key }) => key === 'PAY-1')).toEqual([]);
  });

  test('a key in the message or in a path tells nothing', () => {
    const keyed = { ...ASKED, message: `${ASKED.message} PAY-4` };
    const sited = { ...ASKED, files: [...FILES, { status: 'A', path: 'PAY-4/PAY-4.js' }] };
    for (const commit of [keyed, sited]) {
      const request = requestOf({ commits: [BEFORE, commit], wanted: ({ sha }) => sha === ASKED.sha });
      expect(suggestLinks(request).map(({ key }) => key)).toEqual(['PAY-1']);
    }
  });

  test('nothing to go by, nothing suggested', () => {
    expect(suggestLinks(requestOf({ items: [] }))).toEqual([]);
    expect(suggestLinks(requestOf({ commits: [] }))).toEqual([]);
    const blank = { ...ASKED, message: '', files: [], filesChanged: 0 };
    expect(() => suggestLinks(requestOf({ commits: [blank], wanted: () => true }))).not.toThrow();
  });

  test.each([
    ['ten million letters', () => 'watcher '.repeat(1_250_000)],
    ['a million brackets', () => '['.repeat(1_000_000)],
    ['writing both ways', () => '\u202Esymlink\u202C'.repeat(10_000)],
  ])('reads %s', (_, make) => {
    const commits = [
      { ...BEFORE, message: make() },
      { ...ASKED, message: make() },
    ];
    expect(() => suggestLinks(requestOf({ commits, wanted: () => true }))).not.toThrow();
  });

  test('a suggestion is pre-ticked from nine in ten, unless it is held back; it says the same either way', () => {
    const under = (heldUpTo: number) =>
      suggestLinks(requestOf({ model: { ...SHIPPED_MODEL, calibration: { offset: 9, slope: 1, heldUpTo } } }))[0];
    expect(under(0)).toMatchObject({ preTicked: true });
    expect(under(1)).toEqual({ ...under(0), preTicked: false });
    const unsure = { ...SHIPPED_MODEL, calibration: { offset: 0, slope: 0.1, heldUpTo: 0 } };
    expect(suggestLinks(requestOf({ model: unsure }))[0]).toMatchObject({ preTicked: false });
  });

  test('a likelier candidate never becomes a less likely one by calibration', () => {
    const calibration = { offset: 0.7, slope: 0.8 };
    let last = 0;
    for (let chance = 0; chance <= 1; chance += 0.001) {
      const given = calibrated(chance, calibration);
      expect(given).toBeGreaterThanOrEqual(last);
      last = given;
    }
  });
});

/** A site where messages say nothing, and each author keeps to one item for days. */
function habitualSite(count: number): { commits: Commit[]; links: KnownLink[] } {
  const commits = Array.from({ length: count }, (_, index) =>
    committed(`c${index}`, index % 3 === 0 ? 'Ledger amounts' : 'More of it', 1 + index / 10, {
      authorHash: `author-${index % 4}`,
    }),
  );
  const links = commits.flatMap((commit, index) =>
    index % 5 === 4 ? [] : [linkTo(commit, `PAY-${1 + (((index % 4) + Math.floor(index / 60)) % 5)}`)],
  );
  return { commits, links };
}

describe('a model of a site', () => {
  const facts = { items: ITEMS, rejected: [], shipped: SHIPPED_MODEL };

  test('few labels leave the weights as shipped', () => {
    const model = fitModel({ ...facts, ...habitualSite(60) });
    expect(model.weights).toEqual(SHIPPED_MODEL.weights);
    expect(model).toMatchObject({ labels: 48, quality: undefined });
  });

  test('commits that name nothing hold the ticks back before there are links, and nothing else', () => {
    const { commits } = habitualSite(120);
    const model = fitModel({ ...facts, commits, links: [] });
    expect(model.calibration.heldUpTo).not.toBe(SHIPPED_MODEL.calibration.heldUpTo);
    expect({ ...model.calibration, heldUpTo: 0 }).toEqual({ ...SHIPPED_MODEL.calibration, heldUpTo: 0 });
    const few = fitModel({ ...facts, commits: commits.slice(0, 99), links: [] });
    expect(few.calibration).toEqual(SHIPPED_MODEL.calibration);
  });

  test('many move them, say how many they were, and how good it got', () => {
    const model = fitModel({ ...facts, ...habitualSite(240) });
    expect(model.labels).toBe(192);
    expect(model.version).toBe(`${SHIPPED_MODEL.version}+192`);
    expect(model.weights).not.toEqual(SHIPPED_MODEL.weights);
    expect(model.weights.every(Number.isFinite)).toBe(true);
    expect(model.calibration.slope).toBeGreaterThan(0);
    expect(model.quality?.measuredOn).toBe(192);
    expect(model.quality?.bands.reduce((sum, { given }) => sum + given, 0)).toBe(192);
  });

  test('the same facts give the same model, in any order', () => {
    const { commits, links } = habitualSite(150);
    const straight = fitModel({ ...facts, commits, links });
    const reversed = fitModel({ ...facts, commits: [...commits].reverse(), links: [...links].reverse() });
    expect(reversed).toEqual(straight);
  });
});
