/**
 * The doors of the house: which room may use which. When a rule stops you, the code is usually in
 * the wrong room, or something should be passed in; each comment says which.
 * Type-only imports count: an inner room that names an outer type depends on it all the same.
 */
const PURE = ['model', 'ports', 'ingest', 'trace', 'forecast', 'detect', 'app', 'surfaces'];

/** Room → rooms it may use besides itself. */
const MAY_USE = {
  model: [],
  ports: ['model'],
  ingest: ['model'],
  trace: ['model'],
  forecast: ['model'],
  detect: ['model', 'trace', 'forecast'],
  app: ['model', 'ports', 'ingest', 'trace', 'forecast', 'detect'],
  surfaces: ['model', 'ports', 'detect', 'forecast', 'trace', 'ingest', 'app'],
};

/** Packages that compute and touch nothing: the only ones inside pure rooms. */
const PURE_PACKAGES = 'node_modules/(@badrap/valita|@date-fns/tz)/';

const COMMENTS = {
  model: 'The model is what everything else is made of. What it needs is an argument.',
  ports: 'A port says what we ask, in words of the model. Its adapter lives in src/hosts.',
  ingest: 'Ingest turns outside text into the model. What it should look up is passed in.',
  trace: 'The trace knows the model only. Whoever needs stored facts gathers them first (src/app).',
  forecast: 'A forecast rests on the histories of the model alone. What else it should know is an argument.',
  detect:
    'A detector asks one question of the model and the trace. A missing fact belongs in src/model, src/trace or src/forecast.',
  app: 'A verb of the product takes ports and returns plain results. Words for people belong in src/surfaces.',
  surfaces: 'A surface answers requests. Storage, Jira and time are reached through ports and arguments.',
};

module.exports = {
  forbidden: [
    ...PURE.map((room) => ({
      name: `${room}-keeps-to-its-doors`,
      comment: COMMENTS[room],
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^(src|static|test|bench|scripts)/', pathNot: `^src/(${[room, ...MAY_USE[room]].join('|')})/` },
    })),
    {
      name: 'pure-rooms-are-pure',
      comment:
        'No Node, no @forge, no framework inside: it could not be read or tested without them. Put the call behind a port.',
      severity: 'error',
      from: { path: `^src/(${PURE.join('|')})/` },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: PURE_PACKAGES,
      },
    },
    {
      name: 'forge-only-in-its-host',
      comment:
        "Atlassian's run-time packages are spoken to in src/hosts/forge only; the local host answers them at their wire.",
      severity: 'error',
      from: { path: '^(src|static)/', pathNot: '^(src/hosts/forge/|static/app/src/bridge\\.ts|static/app/dev/)' },
      to: { path: 'node_modules/@forge/(api|kvs|sql|events|resolver|bridge)/' },
    },
    {
      name: 'hosts-do-not-meet',
      comment: 'The two hosts know nothing of each other: that is what makes the local one a proof.',
      severity: 'error',
      from: { path: '^src/hosts/(forge|local)/' },
      to: { path: '^src/hosts/', pathNot: '^src/hosts/$1/' },
    },
    {
      name: 'screens-use-one-door',
      comment:
        'The screens speak to the functions through static/app/src/bridge.ts and the types of src/surfaces/contract.ts.',
      severity: 'error',
      from: { path: '^static/' },
      to: { path: '^(src|test|bench|scripts)/', pathNot: '^src/surfaces/contract\\.ts$' },
    },
    {
      name: 'contract-only-through-the-bridge',
      comment: 'Only bridge.ts imports the contract; other screen files import its types from bridge.ts.',
      severity: 'error',
      from: { path: '^static/', pathNot: '^static/app/(src/bridge\\.ts|dev/)' },
      to: { path: '^src/' },
    },
    {
      name: 'detectors-do-not-call-detectors',
      comment:
        'A detector asks its own question. What two of them need is a fact: put it in src/detect/facts.ts or below.',
      severity: 'error',
      from: { path: '^src/detect/detectors/' },
      to: { path: '^src/detect/(detectors|catalogue)' },
    },
    {
      name: 'people-only-as-a-crowd',
      comment:
        'What is known of people one by one leaves src/model/members through src/model/team-crowd.ts, as a crowd. Ask the crowd.',
      severity: 'error',
      from: { path: '^(src|static)/', pathNot: '^src/model/(members/|team-crowd\\.ts$)' },
      to: { path: '^src/model/members/' },
    },
    {
      name: 'no-circles',
      comment:
        'Two files that need each other are one file, or hide a third. In the hosts and screens, types alone may go round.',
      severity: 'error',
      from: { pathNot: `^src/(${PURE.join('|')})/` },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-circles-in-pure-rooms',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: { path: `^src/(${PURE.join('|')})/` },
      to: { circular: true },
    },
    {
      name: 'nothing-unresolved',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: { pathNot: '^static/app/dist' },
      to: { couldNotResolve: true, pathNot: '\\.(css|svg)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|^node_modules/.*/node_modules/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.local.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
    },
    builtInModules: { add: ['node:fs'] },
  },
};
