import { createStore } from '@meterkit/instruments';
import { sample, start, stopAll, takePort, urlOf } from '../running.js';
import { seriesOf } from '../series-of.js';

afterEach(stopAll);

test('is ready while the event loop turns, and not when it was held up', async () => {
  const telemetry = await start({ health: { eventLoopDelayMs: 50, checkCacheMs: 0 } });
  const ready = new URL('/ready', urlOf(telemetry));
  expect(await (await fetch(ready)).json()).toEqual({ status: 'ready', checks: ['event loop'] });
  let status = 200;
  while (status === 200) {
    hold(200);
    const response = await fetch(ready);
    status = response.status;
    if (status === 503)
      expect(await response.json()).toEqual({
        status: 'not ready',
        failing: ['event loop'],
        reasons: { 'event loop': expect.stringMatching(/^0\.\d+ is not 0\.05 or less$/) },
      });
  }
  const page = await telemetry.collectText();
  expect(sample(page, 'meterkit_ready_check{check="event loop"}')).toBe('0');
}, 20_000);

test('is not asked where it was not asked for, or metrics are off', async () => {
  for (const options of [{}, { disabled: true, health: { eventLoopDelayMs: 50 } }]) {
    const telemetry = await start(options);
    const response = await telemetry.fetch(new Request('http://shop/ready'));
    expect(await response.json()).toEqual({ status: 'ready', checks: [] });
    await telemetry.shutdown();
  }
});

test('is not watched for an init() that could not listen', async () => {
  const { port, server } = await takePort();
  const store = createStore();
  const options = { store, scrape: { port }, health: { eventLoopDelayMs: 50 } };
  await expect(start(options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(seriesOf(store, 'meterkit.ready.check')).toEqual({});
  await new Promise((resolve) => server.close(resolve));
});

function hold(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}
