#!/usr/bin/env node
/** Runs the command line, after bundling it anew when its source has changed since the last time. */
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCli, cliBundle } from '../scripts/build-cli.mjs';

const source = fileURLToPath(new URL('../src', import.meta.url));

function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => join(folder, entry.name))
    .reduce(
      (newest, path) => Math.max(newest, statSync(path).isDirectory() ? newestIn(path) : changedAt(path)),
      changedAt(folder),
    );
}

if (
  changedAt(cliBundle) <
  Math.max(newestIn(source), changedAt(fileURLToPath(new URL('../package.json', import.meta.url))))
) {
  try {
    await buildCli();
  } catch (cause) {
    console.error(
      cause.code === 'ERR_MODULE_NOT_FOUND'
        ? 'throughline: the tools that build the command are not installed. Run npm ci in the clone first.'
        : `throughline: the command cannot be built. ${cause.message}`,
    );
    process.exit(1);
  }
}
createRequire(import.meta.url)(cliBundle);
