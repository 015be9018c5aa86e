/**
 * Makes a bare repository of any size from a seed, for measuring: the shared ones are small.
 *
 *     node bench/make-repository.mjs <folder> [commits=100000] [seed=1]
 *
 * Every commit changes a few lines in two of 2000 files of 250 lines each; one in ten is a merge of a short branch;
 * messages name a work item two times in three. The same seed gives the same shas.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';

const FILES = 2000;
const FOLDERS = 40;
const LINES = 250;
const START = 1_600_000_000;
const WORDS =
  'retry payment ledger refund webhook cache token invoice schema export panel search limit queue audit'.split(' ');

/** mulberry32: small, and the same on every machine. */
export function seededChance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** Yields the text that `git fast-import` reads, one commit at a time. */
export function* fastImportStream(commits, seed) {
  const chance = seededChance(seed);
  const pick = (count) => Math.floor(chance() * count);
  const words = (count) => Array.from({ length: count }, () => WORDS[pick(WORDS.length)]).join(' ');
  const contents = Array.from({ length: FILES }, () => Array.from({ length: LINES }, () => words(4)));
  let mainTip = 0;
  let branchTip = 0;
  for (let mark = 1; mark <= commits; mark += 1) {
    const merges = branchTip > 0 && mark % 10 === 0;
    const onBranch = !merges && mainTip > 0 && mark % 10 >= 7;
    const parent = onBranch && branchTip > 0 ? branchTip : mainTip;
    const key = chance() < 2 / 3 ? `PAY-${1 + pick(5000)} ` : '';
    const body = chance() < 0.5 ? `\n\n${words(25)}\n` : '\n';
    const message = merges ? `Merge branch 'feature/PAY-${1 + pick(5000)}'\n` : `${key}${words(6)}${body}`;
    const when = `dev${pick(60)} <dev${pick(60)}@example.com> ${START + mark * 60} +0${pick(6)}00`;
    let text = `commit refs/heads/${onBranch ? 'side' : 'main'}\nmark :${mark}\nauthor ${when}\ncommitter ${when}\n${data(message)}`;
    if (parent > 0) text += `from :${parent}\n`;
    if (merges) text += `merge :${branchTip}\n`;
    for (let file = 0; file < (merges ? 0 : 2); file += 1) {
      const number = pick(FILES);
      const lines = contents[number];
      for (let change = pick(4); change >= 0; change -= 1) lines.splice(pick(LINES), pick(3), words(4));
      while (lines.length < LINES) lines.push(words(4));
      text += `M 100644 inline src/part${number % FOLDERS}/file${number}.ts\n${data(lines.join('\n'))}`;
    }
    yield `${text}\n`;
    if (onBranch) branchTip = mark;
    else mainTip = mark;
    if (merges) branchTip = 0;
  }
  yield 'done\n';
}

/** Makes the repository and packs it once, as a clone would arrive. */
export async function makeRepository(folder, commits, seed = 1) {
  const made = spawnSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
  if (made.status !== 0) throw new Error(`git init ${folder}: ${made.stderr}`);
  const importer = spawn('git', ['-C', folder, 'fast-import', '--quiet', '--force', '--done'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(importer, 'close');
  for (const text of fastImportStream(commits, seed)) {
    if (!importer.stdin.write(text)) await once(importer.stdin, 'drain');
  }
  importer.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
  spawnSync('git', ['-C', folder, 'repack', '-adfq', '--depth=50']);
  return folder;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder, commits = '100000', seed = '1'] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('usage: node bench/make-repository.mjs <folder> [commits] [seed]');
    process.exit(2);
  }
  await makeRepository(folder, Number(commits), Number(seed));
}
