/**
 * What is wrong with a change of settings, before it is stored. In: whatever a screen sent. Out: one
 * sentence that names the input and the remedy, or undefined when nothing is wrong.
 */
import { type DetectorDescription, describeDetectors } from '../detect/describe-detectors';
import { DEFAULT_CALENDAR, workingCalendar } from '../model/calendar';
import { parseDay } from '../model/instant';
import { isProjectKey, isWorkItemKey } from '../model/key';
import { sameName } from '../model/team';

const RELOAD = 'Reload the page and try again.';
const LONGEST_TEXT = 80;
/** Jira's own limit for names of versions and for labels. */
const LONGEST_JIRA_NAME = 255;
const MOST_HOLIDAYS = 500;
const MOST_PATTERNS = 20;
const LONGEST_REPOSITORY = 200;
/** A repository, a space and a project's key. */
const LONGEST_SERVED = 240;
const MOST_TEAMS = 50;
const MOST_MEMBERS = 200;
const LONGEST_ACCOUNT_ID = 128;

type Fault = string | undefined;
type Check = (value: unknown) => Fault;

/** Every part of a change and every value in it; anything else is refused. */
const PARTS: Readonly<Record<string, Check>> = {
  calendar: valuesOf('calendar', {
    timeZone: faultInTimeZone,
    workingWeekdays: faultInWeekdays,
    holidays: faultInHolidays,
  }),
  waiting: valuesOf('waiting', {
    linkPhrases: textsOf('Link phrases that mean waiting', 50),
    statuses: textsOf('Statuses that mean waiting', 50),
    flagCounts: yesOrNo('Whether the flag means waiting'),
    priorities: faultInPriorities,
  }),
  trace: valuesOf('trace', {
    exemptPrefixes: textsOf('Exempt beginnings of commit messages', 100),
    keptBranches: textsOf('Branches that live on', 100),
    botAuthors: textsOf('Bots', 100),
    patterns: faultInPatterns,
    servedProjects: faultInServed,
    mergesExempt: yesOrNo('Whether merges are exempt'),
    botsExempt: yesOrNo('Whether bots are exempt'),
    versionBumpsExempt: yesOrNo('Whether version bumps are exempt'),
    toolCommitsExempt: yesOrNo('Whether commits of tools are exempt'),
  }),
  people: valuesOf('people', {
    minimumGroup: faultInGroup,
    namesForAdministrators: yesOrNo('Whether administrators see names'),
    teams: faultInTeams,
  }),
  goals: valuesOf('goals', {
    features: faultInGoalFeatures,
    fixVersions: textsOf('Fix versions that are goals', 50, LONGEST_JIRA_NAME),
    labels: textsOf('Labels of goals', 50, LONGEST_JIRA_NAME),
  }),
  thresholds: faultInThresholds,
  disabledDetectors: faultInDisabled,
};

export function faultInSettings(change: unknown): Fault {
  return isObject(change) ? faultInValues('settings', PARTS, change) : `A change of settings is an object. ${RELOAD}`;
}

function valuesOf(part: string, checks: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isObject(value) ? faultInValues(part, checks, value) : `The part "${part}" of the settings is an object. ${RELOAD}`;
}

/** A value that is left out stays as it was. */
function faultInValues(part: string, checks: Readonly<Record<string, Check>>, values: object): Fault {
  for (const [name, value] of Object.entries(values)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) return `There is no "${shortened(name)}" in the ${part}. ${RELOAD}`;
    const fault = value === undefined ? undefined : check(value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function textsOf(label: string, most: number, longest = LONGEST_TEXT): Check {
  return (value) => {
    if (!Array.isArray(value)) return `"${label}" is a list of texts. ${RELOAD}`;
    if (value.length > most)
      return `"${label}" may hold ${most} entries; it holds ${value.length}. Take out those that are not used.`;
    const bad = value.findIndex((text) => typeof text !== 'string' || text.trim() === '' || text.length > longest);
    return bad < 0
      ? undefined
      : `Entry ${bad + 1} of "${label}" must be a text of 1 to ${longest} characters; it is "${shortened(value[bad])}".`;
  };
}

/** Accepted: ['Highest', 'Low'] · Refused: ['High', 'high'] (it would be more urgent than itself) */
function faultInPriorities(value: unknown): Fault {
  const fault = textsOf('Priorities, most urgent first', 50)(value);
  if (fault !== undefined) return fault;
  const names = value as readonly string[];
  const twice = names.find((name, index) => names.slice(0, index).some((other) => sameName(name, other)));
  return twice === undefined
    ? undefined
    : `"Priorities, most urgent first" names "${shortened(twice)}" twice. Take one of them out.`;
}

/** Accepted: ['PAY-7'] · Refused: ['PAY'] · ['pay-7'] */
function faultInGoalFeatures(value: unknown): Fault {
  const fault = textsOf('Features that are goals', 50)(value);
  if (fault !== undefined) return fault;
  const odd = (value as readonly string[]).find((key) => !isWorkItemKey(key));
  return odd === undefined ? undefined : `A feature is named by its key, such as PAY-7; one says "${shortened(odd)}".`;
}

/** Accepted: 'acme/ledger PAY' · Refused: 'acme/ledger' · 'ledger PAY' · 'acme/ledger pay' */
function faultInServed(value: unknown): Fault {
  const fault = textsOf('Repositories and the projects they serve', 200, LONGEST_SERVED)(value);
  if (fault !== undefined) return fault;
  const odd = (value as readonly string[]).find((line) => {
    const [repo = '', project = '', ...more] = line.split(' ');
    return more.length > 0 || !/^[^/]+(?:\/[^/]+)+$/.test(repo) || !isProjectKey(project);
  });
  return odd === undefined
    ? undefined
    : `A repository and the project it serves are written as acme/ledger PAY; one says "${shortened(odd)}".`;
}

/**
 * Accepted: { template: '[#{number}]', project: 'PAY' } · { template: 'issue {number}', project: 'PAY', repo: 'acme/ledger' }
 * Refused:  '{number}' (every number would be an item) · '#{number}-{number}' · '[#]' · a project such as pay
 */
function faultInPatterns(value: unknown): Fault {
  if (!Array.isArray(value)) return `The patterns are a list. ${RELOAD}`;
  if (value.length > MOST_PATTERNS)
    return `At most ${MOST_PATTERNS} patterns are kept; there are ${value.length}. Take out those that are not used.`;
  for (const [index, pattern] of value.entries()) {
    const fault = faultInPattern(`Pattern ${index + 1}`, pattern);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultInPattern(label: string, value: unknown): Fault {
  if (!isObject(value)) return `${label} names a template and a project. ${RELOAD}`;
  const { template, project, repo, ...others } = value as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return `${label} has no "${shortened(unknown)}". ${RELOAD}`;
  const parts = typeof template === 'string' && template.length <= LONGEST_TEXT ? template.split('{number}') : [];
  if (parts.length !== 2 || parts.join('').trim() === '')
    return `${label} must hold {number} once and some other text, such as [#{number}], in at most ${LONGEST_TEXT} characters; it is "${shortened(template)}".`;
  if (typeof project !== 'string' || !isProjectKey(project))
    return `${label} must name a project by its key, such as PAY; it names "${shortened(project)}".`;
  if (repo !== undefined && (typeof repo !== 'string' || repo.trim() === '' || repo.length > LONGEST_REPOSITORY))
    return `${label} must name a repository such as owner/name, or none; it names "${shortened(repo)}".`;
  return undefined;
}

function yesOrNo(label: string): Check {
  return (value) => (typeof value === 'boolean' ? undefined : `${label} is answered with true or false. ${RELOAD}`);
}

function faultInTimeZone(value: unknown): Fault {
  const fault = `The time zone must be a name such as Europe/Berlin or UTC; it is "${shortened(value)}". Choose one from the list.`;
  if (typeof value !== 'string' || value === '') return fault;
  try {
    workingCalendar({ ...DEFAULT_CALENDAR, timeZone: value });
    return undefined;
  } catch (failure) {
    if (failure instanceof RangeError) return fault;
    throw failure;
  }
}

function faultInWeekdays(value: unknown): Fault {
  if (!Array.isArray(value)) return `The working days of the week are a list of numbers. ${RELOAD}`;
  if (value.length === 0) return 'At least one day of the week must be a working day.';
  const bad = value.findIndex((day) => !Number.isInteger(day) || day < 0 || day > 6);
  return bad < 0 ? undefined : `A weekday is a number from 0 (Sunday) to 6 (Saturday); it is ${shortened(value[bad])}.`;
}

function faultInHolidays(value: unknown): Fault {
  if (!Array.isArray(value)) return `The holidays are a list of dates. ${RELOAD}`;
  if (value.length > MOST_HOLIDAYS)
    return `At most ${MOST_HOLIDAYS} holidays are kept; there are ${value.length}. Take out those of past years.`;
  const bad = value.findIndex((day) => typeof day !== 'string' || parseDay(day) === undefined);
  return bad < 0 ? undefined : `A holiday is a date such as 2017-12-25; it is "${shortened(value[bad])}".`;
}

function faultInGroup(value: unknown): Fault {
  return typeof value === 'number' && value >= 5 && value <= 100
    ? undefined
    : `The smallest group must be from 5 to 100 people; it is ${shortened(value)}.`;
}

/** A team too small is no fault: it may grow, and until then nothing is shown of it. */
function faultInTeams(value: unknown): Fault {
  if (!Array.isArray(value)) return `The teams are a list. ${RELOAD}`;
  if (value.length > MOST_TEAMS)
    return `At most ${MOST_TEAMS} teams are kept; there are ${value.length}. Take some out.`;
  const names: string[] = [];
  for (const [index, team] of value.entries()) {
    const fault = faultInTeam(team, index + 1, names);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Adds the name to those taken. */
function faultInTeam(team: unknown, position: number, taken: string[]): Fault {
  if (!isObject(team)) return `Team ${position} has a name and members. ${RELOAD}`;
  const other = Object.keys(team).find((key) => key !== 'name' && key !== 'members');
  if (other !== undefined) return `There is no "${shortened(other)}" in a team. ${RELOAD}`;
  const { name, members } = team as { readonly name?: unknown; readonly members?: unknown };
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_TEXT)
    return `The name of team ${position} must be a text of 1 to ${LONGEST_TEXT} characters; it is "${shortened(name)}".`;
  if (taken.some((one) => sameName(one, name))) return `Two teams are called "${shortened(name)}". Rename one of them.`;
  taken.push(name);
  if (!Array.isArray(members)) return `The members of team "${shortened(name)}" are a list. ${RELOAD}`;
  if (members.length > MOST_MEMBERS)
    return `A team has at most ${MOST_MEMBERS} members; "${shortened(name)}" has ${members.length}. Split it.`;
  const bad = members.findIndex(
    (id) => typeof id !== 'string' || id.trim() === '' || id !== id.trim() || id.length > LONGEST_ACCOUNT_ID,
  );
  if (bad >= 0) return `Member ${bad + 1} of team "${shortened(name)}" is no account id. Take it out and search again.`;
  return new Set(members).size < members.length
    ? `Team "${shortened(name)}" names somebody twice. Take one of them out.`
    : undefined;
}

function faultInThresholds(value: unknown): Fault {
  if (!isObject(value)) return `Thresholds are given by detector. ${RELOAD}`;
  for (const [id, numbers] of Object.entries(value)) {
    const detector = detectorOf(id);
    if (!detector) return `There is no detector "${shortened(id)}". ${RELOAD}`;
    if (!isObject(numbers)) return `The thresholds of detector "${id}" are given by name. ${RELOAD}`;
    for (const [name, number] of Object.entries(numbers)) {
      const fault = faultInThreshold(detector, name, number);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

function faultInThreshold({ id, thresholds }: DetectorDescription, name: string, value: unknown): Fault {
  const threshold = Object.hasOwn(thresholds, name) ? thresholds[name] : undefined;
  if (!threshold) return `Detector "${id}" has no threshold "${shortened(name)}". ${RELOAD}`;
  const { label, min, max, unit } = threshold;
  return typeof value === 'number' && value >= min && value <= max
    ? undefined
    : `${label} must be a number from ${min} to ${max}${unit === '' ? '' : ` ${unit}`}; it is ${shortened(value)}.`;
}

function faultInDisabled(value: unknown): Fault {
  if (!Array.isArray(value)) return `Detectors that are switched off are a list of ids. ${RELOAD}`;
  const bad = value.findIndex((id) => !detectorOf(id));
  return bad < 0 ? undefined : `There is no detector "${shortened(value[bad])}". ${RELOAD}`;
}

function detectorOf(id: unknown): DetectorDescription | undefined {
  return describeDetectors().find((detector) => detector.id === id);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any value as people may read it in a sentence. */
function shortened(value: unknown): string {
  return (typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value)).slice(0, 40);
}
