/**
 * The locks can fail: a house with every door broken is built in a temporary folder, and each rule
 * must name its culprit. A gate that passes when it reads nothing would fail here.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const { forbidden } = require(join(ROOT, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] };

/** A sound file in each room, for the broken ones to import. */
const SOUND = [
  'src/model/item.ts',
  'src/model/members/load.ts',
  'src/ports/store.ts',
  'src/ingest/parse.ts',
  'src/trace/link.ts',
  'src/forecast/when.ts',
  'src/detect/run.ts',
  'src/detect/detectors/one.ts',
  'src/app/verb.ts',
  'src/surfaces/contract.ts',
  'src/surfaces/view.ts',
  'src/hosts/forge/index.ts',
  'src/hosts/local/main.ts',
  'static/app/src/screen.ts',
];

const BROKEN: readonly { file: string; imports: string; rule: string }[] = [
  { file: 'src/model/knows-app.ts', imports: '../app/verb', rule: 'model-keeps-to-its-doors' },
  { file: 'src/ports/knows-ingest.ts', imports: '../ingest/parse', rule: 'ports-keeps-to-its-doors' },
  { file: 'src/ingest/knows-ports.ts', imports: '../ports/store', rule: 'ingest-keeps-to-its-doors' },
  { file: 'src/trace/knows-detect.ts', imports: '../detect/run', rule: 'trace-keeps-to-its-doors' },
  { file: 'src/forecast/knows-trace.ts', imports: '../trace/link', rule: 'forecast-keeps-to-its-doors' },
  { file: 'src/detect/knows-surfaces.ts', imports: '../surfaces/view', rule: 'detect-keeps-to-its-doors' },
  { file: 'src/app/knows-host.ts', imports: '../hosts/forge/index', rule: 'app-keeps-to-its-doors' },
  { file: 'src/surfaces/knows-host.ts', imports: '../hosts/local/main', rule: 'surfaces-keeps-to-its-doors' },
  { file: 'src/model/knows-node.ts', imports: 'node:fs', rule: 'pure-rooms-are-pure' },
  { file: 'src/detect/knows-forge.ts', imports: '@forge/api', rule: 'pure-rooms-are-pure' },
  { file: 'src/hosts/local/knows-forge.ts', imports: '@forge/kvs', rule: 'forge-only-in-its-host' },
  { file: 'src/hosts/local/knows-other-host.ts', imports: '../forge/index', rule: 'hosts-do-not-meet' },
  { file: 'static/app/src/knows-model.ts', imports: '../../../src/model/item', rule: 'screens-use-one-door' },
  {
    file: 'static/app/src/knows-contract.ts',
    imports: '../../../src/surfaces/contract',
    rule: 'contract-only-through-the-bridge',
  },
  { file: 'src/detect/detectors/two.ts', imports: './one', rule: 'detectors-do-not-call-detectors' },
  { file: 'src/detect/knows-members.ts', imports: '../model/members/load', rule: 'people-only-as-a-crowd' },
  { file: 'src/app/lost.ts', imports: './nowhere', rule: 'nothing-unresolved' },
];

interface Cruise {
  readonly summary: {
    readonly violations: readonly { from: string; rule: { name: string } }[];
    readonly totalCruised: number;
  };
}

function cruise(extra: readonly { file: string; content: string }[]): Cruise {
  const house = mkdtempSync(join(tmpdir(), 'broken-house-'));
  try {
    for (const { file, content } of [
      ...SOUND.map((file) => ({ file, content: 'export const sound = 1;\n' })),
      ...extra,
    ]) {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), content);
    }
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.local.json'])
      cpSync(join(ROOT, file), join(house, file));
    symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
    const run = spawnSync(
      process.execPath,
      [
        join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'json',
        'src',
        'static',
      ],
      {
        cwd: house,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    return JSON.parse(run.stdout) as Cruise;
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
}

const importing = (path: string): string => `import type * as it from '${path}';\nexport type It = typeof it;\n`;

describe('The doors of the house', () => {
  const circle = [
    { file: 'src/trace/here.ts', content: importing('./there') },
    { file: 'src/trace/there.ts', content: importing('./here') },
    {
      file: 'src/hosts/local/here.ts',
      content: "import { there } from './there';\nexport const here = (): number => there();\n",
    },
    {
      file: 'src/hosts/local/there.ts',
      content: "import { here } from './here';\nexport const there = (): number => here();\n",
    },
  ];
  const { summary } = cruise([
    ...BROKEN.map(({ file, imports }) => ({ file, content: importing(imports) })),
    ...circle,
  ]);
  const caught = summary.violations.map(({ from, rule }) => `${rule.name} ${from}`);

  it.each(BROKEN)('$rule catches $file, though it imports only a type', ({ file, rule }) => {
    expect(caught).toContain(`${rule} ${file}`);
  });

  it('catches circles: of types in pure rooms, of code in the hosts', () => {
    expect(caught).toEqual(
      expect.arrayContaining(['no-circles-in-pure-rooms src/trace/here.ts', 'no-circles src/hosts/local/here.ts']),
    );
  });

  it('has broken every rule there is, so that none can be a dead letter', () => {
    const broken = new Set(summary.violations.map(({ rule }) => rule.name));
    expect(forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
  });

  it('finds nothing in a sound house, and has read it', () => {
    const sound = cruise([]);
    expect(sound.summary.violations).toEqual([]);
    expect(sound.summary.totalCruised).toBe(SOUND.length);
  });
});
