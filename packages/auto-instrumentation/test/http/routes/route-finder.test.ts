import { setRoute } from '../../../src/http/index.js';
import { recorded, recording, requestsOf, stopRecording } from '../recording.js';
import { serve, stopServing } from '../serving.js';

afterEach(async () => {
  stopRecording();
  await stopServing();
});

async function ask(origin: string, ...paths: string[]): Promise<void> {
  for (const path of paths) await (await fetch(origin + path)).text();
}

test('a server without a framework has the routes of the user function', async () => {
  const { store } = recording({
    routeOf: ({ url }, { statusCode }) =>
      statusCode === 200 ? url?.replace(/\d+/, ':id') : undefined,
  });
  const { origin } = await serve(({ url }, response) => {
    response.statusCode = url?.startsWith('/users') ? 200 : 404;
    response.end();
  });

  await ask(origin, '/users/1', '/users/2', '/other/1');
  await recorded(store, 3);

  expect(requestsOf(store)).toEqual({
    'GET 200 /users/:id http 1.1': 2,
    'GET 404 http 1.1': 1,
  });
});

test('a router can say the route itself', async () => {
  const { store } = recording();
  const { origin } = await serve((request, response) => {
    setRoute(request, '/mine/:id');
    response.end();
  });

  await ask(origin, '/mine/1');
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'GET 200 /mine/:id http 1.1': 1 });
});

test('more routes than the limit are one, and it is said once', async () => {
  const { store, warnings } = recording({ routeLimit: 2, routeOf: ({ url }) => url });
  const { origin } = await serve((_, response) => response.end());

  await ask(origin, '/1', '/2', '/3', '/4', '/1');
  await recorded(store, 5);

  expect(requestsOf(store)).toEqual({
    'GET 200 /1 http 1.1': 2,
    'GET 200 /2 http 1.1': 1,
    'GET 200 _OTHER http 1.1': 2,
  });
  expect(warnings).toEqual([
    'http.server: more than 2 routes; further ones, first "/3", are recorded as _OTHER. Routes have to be templates (/users/:id); routeLimit raises the number',
  ]);
});

test('a function that throws leaves the route out, and it is said once', async () => {
  const { store, warnings } = recording({
    routeOf: () => {
      throw new Error('mine');
    },
  });
  const { origin } = await serve((_, response) => response.end());

  await ask(origin, '/1', '/2');
  await recorded(store, 2);

  expect(requestsOf(store)).toEqual({ 'GET 200 http 1.1': 2 });
  expect(warnings).toEqual(['http.server: routeOf threw, its requests have no route: Error: mine']);
});
