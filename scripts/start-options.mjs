/** What may be typed after `npm start --`, checked before anything is built. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** Folders are told from here, wherever the script was called. */
const root = fileURLToPath(new URL('..', import.meta.url));

const defaultPort = 4100;

export const help = `Opens Throughline in a stand-in for Jira and Forge, on this machine only.

  npm start -- [options]

  --port <n>          where the site is                     (${defaultPort})
  --app-port <n>      where the app's frames come from      (the port after it)
  --data <folder>     a data set                            (demo)
  --showcase          the fictional project of showcase/ instead
  --on <day>          opens on the morning of this day, such as 2026-03-18
  --at <instant>      opens at this instant, ISO 8601       (the data set says)
  --sql <engine>      sqlite, or mariadb when it is installed (sqlite)
  --storage <folder>  keeps what the app stores between starts; memory forgets it (memory)
  --help              this text
`;

/** What was typed makes no start; the message says which option and what it takes. */
export class OptionRefused extends Error {
  /** @param {string} message */
  constructor(message) {
    super(`${message}\nnpm start -- --help lists the options.`);
  }
}

/**
 * @typedef {object} StartOrder what src/hosts/local/main.ts is told
 * @property {number} port
 * @property {number} appPort
 * @property {string} dataFolder absolute; scenario files when it is the showcase
 * @property {boolean} showcase whether the folder holds a story rather than a data set
 * @property {number} [at] milliseconds since the epoch
 * @property {'sqlite' | 'own-mariadb'} sqlEngine
 * @property {string} [storageFolder] absolute; in memory without
 * @property {string} secretFile below the checkout: each port has its own site, and so its own secret
 */

/**
 * @param {readonly string[]} args
 * @returns {StartOrder | 'help'}
 */
export function readOptions(args) {
  const typed = parse(args);
  if (typed.help) return 'help';
  const port = portFrom('--port', typed.port);
  if (typed.showcase && typed.data !== undefined)
    throw new OptionRefused('--showcase and --data each name what to open: give one of them.');
  const at = openingFrom(typed.at, typed.on);
  const dataFolder = resolve(root, typed.showcase ? 'showcase' : (typed.data ?? 'demo'));
  if (!existsSync(dataFolder)) throw new OptionRefused(`--data names no folder: there is no ${dataFolder}.`);
  return {
    port,
    appPort: typed['app-port'] === undefined ? port + 1 : portFrom('--app-port', typed['app-port']),
    dataFolder,
    showcase: typed.showcase,
    ...(at !== undefined && { at }),
    sqlEngine: engineFrom(typed.sql),
    ...(typed.storage !== 'memory' && { storageFolder: resolve(root, typed.storage) }),
    secretFile: `.local/signing-secret${port === defaultPort ? '' : `-${port}`}`,
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: String(defaultPort) },
        'app-port': { type: 'string' },
        data: { type: 'string' },
        showcase: { type: 'boolean', default: false },
        on: { type: 'string' },
        at: { type: 'string' },
        sql: { type: 'string', default: 'sqlite' },
        storage: { type: 'string', default: 'memory' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    // Node goes on with how to write the word if it were meant otherwise; the first sentence says what is wrong.
    const [sentence] = error.message.split(/\.?(?: To specify|\n)|\.$/);
    throw new OptionRefused(`${sentence}.`);
  }
}

/**
 * @param {string | undefined} at
 * @param {string | undefined} on
 * @returns {number | undefined} milliseconds since the epoch
 */
function openingFrom(at, on) {
  if (at !== undefined && on !== undefined)
    throw new OptionRefused('--at and --on each say when to open: give one of them.');
  if (at !== undefined) {
    const instant = Date.parse(at);
    if (Number.isNaN(instant))
      throw new OptionRefused(`--at does not name an instant: ${at}. Write it like 2017-11-13T09:00:00Z.`);
    return instant;
  }
  if (on === undefined) return undefined;
  const morning = Date.parse(`${on}T09:00:00Z`);
  // 30 February would become 2 March.
  if (Number.isNaN(morning) || !new Date(morning).toISOString().startsWith(on))
    throw new OptionRefused(`--on does not name a day: ${on}. Write it like 2026-03-18.`);
  return morning;
}

/** @param {string} option @param {string} text */
function portFrom(option, text) {
  const port = Number(text);
  const last = option === '--port' ? 65534 : 65535;
  if (!Number.isInteger(port) || port < 1 || port > last)
    throw new OptionRefused(`${option} must be a port from 1 to ${last}, not "${text}".`);
  return port;
}

/** @param {string} engine */
function engineFrom(engine) {
  if (engine === 'sqlite') return 'sqlite';
  if (engine === 'mariadb') return 'own-mariadb';
  throw new OptionRefused(`--sql is sqlite or mariadb, not "${engine}".`);
}
