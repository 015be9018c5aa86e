/** What a deploy would ship: how large the functions are, and how much later than bare Node they start. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from '../src/hosts/local/platform/functions-bundle';
import { projectRoot } from '../src/hosts/local/platform/host-script';
import type { Ask, Bench, Figure } from './figure';

const KB = 1024;

export const functions: Bench = {
  names: ['functions-bundle', 'functions-start'],
  what: 'the functions as deployed: size, and start against bare Node',
  measure: async ({ quick }: Ask): Promise<Figure[]> => {
    const root = projectRoot();
    const { folder, bytes } = await buildFunctions({ appFolder: root, bundleDir: join(root, 'dist/functions') });
    const code = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.cjs') && !name.startsWith('__forge'),
    );
    const load = code.map((name) => `require(${JSON.stringify(join(folder, name))});`).join('');
    const rounds = quick ? 5 : 40;
    let bare = Infinity;
    let ours = Infinity;
    for (let round = 0; round < rounds; round += 1) {
      bare = Math.min(bare, startOf('0'));
      ours = Math.min(ours, startOf(load));
    }
    return [
      {
        name: 'functions-bundle',
        value: bytes / KB,
        unit: 'KB',
        ratio: null,
        of: code.map((name) => name.split(/[\\/]/).join('/')).join(', '),
        budget: 600,
      },
      {
        name: 'functions-start',
        value: ours - bare,
        unit: 'ms',
        ratio: null,
        of: `beyond bare Node: ${ours.toFixed(1)} ms against ${bare.toFixed(1)} ms`,
        budget: 20,
      },
    ];
  },
};

/** Milliseconds from starting Node on a script to its end. */
function startOf(script: string): number {
  const environment = { ...process.env };
  // Reading more certificates costs more than everything measured here.
  delete environment['NODE_EXTRA_CA_CERTS'];
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], {
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const elapsed = performance.now() - startedAt;
  if (status !== 0) throw new Error(`The functions do not load: ${stderr}`);
  return elapsed;
}
