import { Readiness, type ReadyCheck } from '../../src/endpoint/readiness.js';
import { deferred, serve, stopServers } from '../serving.js';

afterEach(stopServers);

async function served(checks: Readonly<Record<string, ReadyCheck>> = {}) {
  const readiness = new Readiness();
  for (const [name, check] of Object.entries(checks)) readiness.add(name, check);
  const url = await serve((_, response) => void readiness.answer(response));
  const ask = async () => {
    const response = await fetch(url);
    return { status: response.status, body: await response.json() };
  };
  return { readiness, ask };
}

test('is ready without checks', async () => {
  const { ask } = await served();
  expect(await ask()).toEqual({ status: 200, body: { status: 'ready', checks: [] } });
});

test.each<[string, ReadyCheck]>([
  ['false', () => false],
  ['a promise of false', async () => false],
  [
    'a throw',
    () => {
      throw new Error('no');
    },
  ],
  ['a rejection', () => Promise.reject(new Error('no'))],
  ['no boolean', (() => 1) as unknown as ReadyCheck],
])('%s means no', async (_, check) => {
  const { ask } = await served({ fine: () => true, database: check });
  expect(await ask()).toEqual({
    status: 503,
    body: { status: 'not ready', failing: ['database'] },
  });
});

test('a check replaces that of the same name, and only itself is taken away', async () => {
  const { readiness, ask } = await served({ fine: () => true });
  const removeFirst = readiness.add('database', () => false);
  const removeSecond = readiness.add('database', () => true);
  removeFirst();
  expect((await ask()).body).toEqual({ status: 'ready', checks: ['fine', 'database'] });
  removeSecond();
  expect((await ask()).body).toEqual({ status: 'ready', checks: ['fine'] });
});

test('a check that is running is shared, not begun again', async () => {
  const entered = deferred();
  const released = deferred();
  const check = jest.fn(async () => {
    entered.resolve();
    await released.promise;
    return true;
  });
  const { readiness, ask } = await served({ database: check });
  const asked = jest.spyOn(readiness, 'answer');
  const first = ask();
  await entered.promise;
  const second = ask();
  while (asked.mock.calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
  released.resolve();
  expect([(await first).status, (await second).status]).toEqual([200, 200]);
  expect(check).toHaveBeenCalledTimes(1);
  expect((await ask()).status).toBe(200);
  expect(check).toHaveBeenCalledTimes(2);
});

test('a check that hangs means no after two seconds, and is not begun again', async () => {
  const check = jest.fn(() => new Promise<boolean>(() => {}));
  const { ask } = await served({ database: check });
  const answers = await Promise.all([ask(), ask()]);
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  const beganMs = performance.now();
  expect((await ask()).status).toBe(503); // at once
  expect(performance.now() - beganMs).toBeLessThan(1000);
  expect(check).toHaveBeenCalledTimes(1);
});

test('asks nobody while it shuts down', async () => {
  const check = jest.fn(() => true);
  const { readiness, ask } = await served({ database: check });
  readiness.stop();
  expect(await ask()).toEqual({ status: 503, body: { status: 'shutting down', failing: [] } });
  expect(check).not.toHaveBeenCalled();
});
