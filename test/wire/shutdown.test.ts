import { describeWith } from '../real-parts.js';
import { startChild } from './child-service.js';
import { RealPrometheus } from './real-prometheus.js';

const TIMEOUT_MS = 30_000;

test('a process that has finished is not kept alive', async () => {
  const child = await startChild('ends');
  child.process.disconnect();
  expect(await child.ended).toEqual([0, null]);
});

test('R18: the process ends by SIGTERM as if nobody had listened, at once when nobody scrapes', async () => {
  const child = await startChild('waits');
  const beganMs = performance.now();
  child.process.kill('SIGTERM');
  expect(await child.ended).toEqual([null, 'SIGTERM']);
  expect(performance.now() - beganMs).toBeLessThan(1000);
});

test('R18: a listener of the application decides how the process ends', async () => {
  const child = await startChild('own-listener');
  child.process.kill('SIGTERM');
  expect(await child.ended).toEqual([0, null]);
});

test('R18: while it shuts down it is not ready, and the page stays up until a scrape has seen it', async () => {
  const child = await startChild('waits');
  await scrape(child.url);
  await new Promise((resolve) => setTimeout(resolve, 300)); // the interval that the grace is measured by
  await scrape(child.url);
  child.process.send('go');
  const ready = new URL('/ready', child.url);
  while ((await fetch(ready)).status !== 503) await new Promise((resolve) => setImmediate(resolve));
  expect(await scrape(child.url)).toContain('work_done_total 7');
  expect(await child.ended).toEqual([null, 'SIGTERM']);
});

test('R18: a second signal ends it at once', async () => {
  const child = await startChild('waits');
  await scrape(child.url);
  await new Promise((resolve) => setTimeout(resolve, 500)); // so the grace lasts a second and a half
  await scrape(child.url);
  child.process.kill('SIGTERM');
  const ready = new URL('/ready', child.url);
  while ((await fetch(ready)).status !== 503) await new Promise((resolve) => setImmediate(resolve));
  const beganMs = performance.now();
  child.process.kill('SIGTERM');
  expect(await child.ended).toEqual([null, 'SIGTERM']);
  expect(performance.now() - beganMs).toBeLessThan(500);
});

describeWith(['prometheus'], 'a real Prometheus', ({ prometheus }) => {
  test(
    'R18: sees the last increments before SIGTERM',
    async () => {
      const child = await startChild('waits');
      const server = await RealPrometheus.start(prometheus, child.url);
      try {
        await server.nextScrape();
        await server.nextScrape();
        child.process.send('go');
        expect(await child.ended).toEqual([null, 'SIGTERM']);
        const [last] = await server.query('last_over_time(work_done_total[1m])');
        expect(last?.value).toBe(7);
      } finally {
        await server.stop();
      }
    },
    TIMEOUT_MS,
  );
});

async function scrape(url: string): Promise<string> {
  return (await fetch(url)).text();
}
