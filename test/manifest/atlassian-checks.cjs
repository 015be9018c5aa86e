/**
 * Atlassian's own checks of an app folder (the current one), as one JSON object on standard output:
 * every validation of `@forge/manifest`, and `@forge/lint` in its client-side mode. A plain program,
 * because these packages compile large schemas and run many times faster outside a test runner.
 */
const { ProcessorBuilder, ValidationTypes } = require('@forge/manifest');

async function validate(types) {
  const validations = {};
  for (const type of types) {
    const result = await ProcessorBuilder.instance()
      .withValidation(type)
      .withOptions({ deprecatedRuntimes: ['nodejs20.x'] })
      .build()
      .process();
    validations[type] = (result.errors ?? []).map(({ level, message }) => `[${level}] ${message}`);
  }
  return validations;
}

async function lintApp() {
  const { lint } = require('@forge/lint');
  const { ConfigFile, FileSystemReader, FileSystemWriter, StatsigReader } = require('@forge/cli-shared');
  class Offline extends StatsigReader {
    async checkGate() {
      return null;
    }
    async getDynamicConfig() {
      return null;
    }
  }
  const reader = new FileSystemReader();
  const manifest = await new ConfigFile(reader, new FileSystemWriter()).readConfig();
  const files = (await reader.recursiveReadDir('./src', ['node_modules', '.git'])).filter(
    (file) => !file.includes('hosts/local'),
  );
  const quiet = { info() {}, warn() {}, error() {}, debug() {}, trace() {} };
  const results = await lint(files, manifest, 'production', quiet, new Offline(), { linter: { mode: 'client-side' } });
  return {
    files: files.length,
    problems: results.flatMap(({ errors = [], warnings = [] }) =>
      [...errors, ...warnings].map(({ message, reference }) => `${reference ?? ''} ${message}`.trim()),
    ),
  };
}

const types = process.argv.includes('--full-only') ? [ValidationTypes.FULL] : Object.values(ValidationTypes);
(async () => {
  process.stdout.write(JSON.stringify({ validations: await validate(types), lint: await lintApp() }));
})().catch((failure) => {
  process.stderr.write(String(failure?.stack ?? failure));
  process.exit(1);
});
