import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { honoRoutes } from '../../../src/http/index.js';
import { recorded, recording, requestsOf, stopRecording } from '../recording.js';
import { listening, stopServing } from '../serving.js';

afterEach(async () => {
  stopRecording();
  await stopServing();
});

function application(): Hono {
  const app = new Hono();
  app.use(honoRoutes());
  app.use('/private/*', async (context) => context.text('no', 401));
  app.get('/', (context) => context.text('ok'));
  app.get('/users/me', (context) => context.text('ok'));
  app.get('/users/:id', (context) => context.text('ok'));
  app.get('/private/:id', (context) => context.text('ok'));
  app.all('/any/:id', (context) => context.text('ok'));
  app.get('/fails/:id', () => {
    throw new Error('mine');
  });
  const items = new Hono();
  items.get('/:item', (context) => context.text('ok'));
  app.route('/tenants/:tenant/items', items);
  app.onError((_, context) => context.text('failed', 500));
  return app;
}

test('routes are templates, prefixes included', async () => {
  const { store } = recording();
  const { fetch: answer } = application();
  const { origin } = await listening(createAdaptorServer({ fetch: answer }) as never); // it is node:http's

  const paths = ['/', '/users/me', '/users/1', '/users/2', '/private/1', '/any/1', '/fails/1'];
  for (const path of [...paths, '/tenants/acme/items/1', '/unknown/1'])
    await (await fetch(origin + path)).text();
  await recorded(store, 9);

  expect(requestsOf(store)).toEqual({
    'GET 200 / http 1.1': 1,
    'GET 200 /users/me http 1.1': 1,
    'GET 200 /users/:id http 1.1': 2,
    'GET 401 /private/:id http 1.1': 1,
    'GET 200 /any/:id http 1.1': 1,
    'GET 500 /fails/:id http 1.1 error 500': 1,
    'GET 200 /tenants/:tenant/items/:item http 1.1': 1,
    'GET 404 http 1.1': 1,
  });
});
