import type { Strategy } from '../../src/orchestrator/deployment.js';
import { strategies } from '../../src/orchestrator/strategies.js';

/** Runs a rollout whose steps take a turn of the event loop each, and tells in which order they began. */
async function order(strategy: Strategy, failing?: string): Promise<readonly string[]> {
  const begun: string[] = [];
  const step = (what: string) => async () => {
    begun.push(what);
    await new Promise(setImmediate);
    if (what === failing) throw new Error(failing);
  };
  const nodes = ['a', 'b', 'c'].map((name) => ({
    install: step(`install ${name}`),
    activate: step(`activate ${name}`),
  }));
  const soak = async () => {
    begun.push('soak');
  };
  await strategies[strategy](nodes, soak).catch((error: Error) => {
    begun.push(`failed: ${error.message}`);
  });
  return begun;
}

test.each<[Strategy, readonly string[]]>([
  ['Direct', ['install a', 'install b', 'install c', 'activate a', 'activate b', 'activate c']],
  ['Rolling', ['install a', 'activate a', 'install b', 'activate b', 'install c', 'activate c']],
  ['BlueGreen', ['install a', 'install b', 'install c', 'activate a', 'activate b', 'activate c']],
  [
    'Canary',
    ['install a', 'activate a', 'soak', 'install b', 'install c', 'activate b', 'activate c'],
  ],
])('%s takes its steps in this order', async (strategy, expected) => {
  expect(await order(strategy)).toEqual(expected);
});

test.each<[Strategy, string, readonly string[]]>([
  ['Rolling', 'install b', ['install a', 'activate a', 'install b']],
  ['BlueGreen', 'install b', ['install a', 'install b', 'install c']],
  ['Canary', 'activate a', ['install a', 'activate a']],
  // The others are on their way already and come to their end before the failure is told.
  ['Direct', 'install b', ['install a', 'install b', 'install c', 'activate a', 'activate c']],
])('%s begins nothing more after %s has failed', async (strategy, failing, expected) => {
  expect(await order(strategy, failing)).toEqual([...expected, `failed: ${failing}`]);
});
