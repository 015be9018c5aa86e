import hooks from 'eslint-plugin-react-hooks';
import a11y from 'eslint-plugin-jsx-a11y';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript-eslint';

/**
 * The third lock: time and chance. Pure rooms are told the instant and are given their numbers;
 * what reads a clock or a locale there gives another answer tomorrow, and no test would notice.
 */
const CLOCK_AND_CHANCE = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'No clock in pure rooms: take `now` as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'No clock in pure rooms: take `now` as an argument.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'No clock in pure rooms: take `now` as an argument.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'No chance in pure rooms: pass a seeded generator in.',
  },
  {
    selector: 'MemberExpression[property.name=/^toLocale/]',
    message: "Locales differ by machine: format in the surfaces' own words.",
  },
  {
    selector: 'MemberExpression[property.name=/^get(Date|Day|FullYear|Hours|Minutes|Month|Seconds|TimezoneOffset)$/]',
    message: 'Local time differs by machine: use the working calendar or the UTC methods.',
  },
  {
    selector: "MemberExpression[object.name='Intl']",
    message: 'Locales differ by machine: the calendar has the time zone.',
  },
];

const SMELLS = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
};

export default ts.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.local/**', 'coverage/**', '**/*.cjs', '**/*.mjs'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.base],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.local.json', './tsconfig.ui.json'],
        tsconfigRootDir: dirname(fileURLToPath(import.meta.url)),
      },
    },
    rules: SMELLS,
  },
  {
    files: ['src/{model,ports,ingest,trace,detect,app,surfaces}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...CLOCK_AND_CHANCE] },
  },
  {
    files: ['**/*.tsx'],
    plugins: { 'react-hooks': hooks, 'jsx-a11y': a11y },
    rules: {
      ...a11y.configs.recommended.rules,
      // A region that scrolls must take the focus, or nobody without a mouse can scroll it.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['region', 'tabpanel'] }],
      // Escape closes an inline form from wherever in it the focus is.
      'jsx-a11y/no-noninteractive-element-interactions': [
        'error',
        { handlers: ['onClick', 'onMouseDown', 'onMouseUp'] },
      ],
      'jsx-a11y/label-has-associated-control': ['error', { depth: 4 }],
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
);
