/** Whether the ports of a start are free, told before anything is built. */
import { createServer } from 'node:net';

/**
 * What to tell whoever asked for a port that is taken; undefined when both are free.
 *
 * @param {{ readonly port: number, readonly appPort: number }} asked
 */
export async function takenPortMessage({ port, appPort }) {
  const isSiteFree = await isFree(port);
  if (isSiteFree && (await isFree(appPort))) return undefined;
  const what = isSiteFree
    ? `Port ${port} is free, but port ${appPort}, where the app's frames come from, is taken.`
    : `Port ${port} is taken.`;
  const next = await nextFree(port + 1);
  return next === undefined ? what : `${what} Start on others: npm start -- --port ${next}`;
}

/** The first port from here that is free together with the one after it. */
async function nextFree(from) {
  for (let port = from; port < 65535; port += 1) {
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  return undefined;
}

/** @param {number} port */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
