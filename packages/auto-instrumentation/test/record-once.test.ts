import { createStore } from '@meterkit/instruments';
import { recordHttpServer } from '../src/http/index.js';
import { recorded, recording, requestsOf, stopRecording } from './http/recording.js';
import { serve, stopServing } from './http/serving.js';

afterEach(async () => {
  stopRecording();
  await stopServing();
});

test('a second recorder for a store counts nothing twice, and says so', async () => {
  const { store } = recording();
  const warnings: string[] = [];
  const stop = recordHttpServer({ store, warn: (message) => warnings.push(message) });
  const { origin } = await serve((_, response) => response.end());

  await (await fetch(origin)).text();
  stop(); // the first goes on
  await (await fetch(origin)).text();
  await recorded(store, 2);

  expect(requestsOf(store)).toEqual({ 'GET 200 http 1.1': 2 });
  expect(warnings).toEqual([
    'http.server: recorded into this store already; the options of the first recorder hold',
  ]);
});

test('a store can be recorded into again after the stop', async () => {
  const store = createStore();
  recordHttpServer({ store })();
  const stop = recordHttpServer({ store });
  const { origin } = await serve((_, response) => response.end());

  await (await fetch(origin)).text();
  await recorded(store, 1);
  stop();

  expect(requestsOf(store)).toEqual({ 'GET 200 http 1.1': 1 });
});

test('a recorder goes on for the second when the first is stopped', async () => {
  const store = createStore();
  const stopFirst = recordHttpServer({ store });
  const stopSecond = recordHttpServer({ store });
  const { origin } = await serve((_, response) => response.end());
  stopFirst();
  stopFirst(); // counts once

  await (await fetch(origin)).text();
  await recorded(store, 1);
  stopSecond();

  expect(requestsOf(store)).toEqual({ 'GET 200 http 1.1': 1 });
});
