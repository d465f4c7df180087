import Router from '@koa/router';
import Koa from 'koa';
import { koaRoutes } from '../../../src/http/index.js';
import { recorded, recording, requestsOf, stopRecording } from '../recording.js';
import { serve, stopServing } from '../serving.js';

afterEach(async () => {
  stopRecording();
  await stopServing();
});

function application(): Koa {
  const app = new Koa({ asyncLocalStorage: false });
  app.silent = true;
  const users = new Router({ prefix: '/users' });
  users.get('/:id', (context) => {
    context.body = 'ok';
  });
  users.get('/:id/fails', () => {
    throw new Error('mine');
  });
  const tenants = new Router();
  tenants.use('/tenants/:tenant', users.routes(), users.allowedMethods());
  app.use(koaRoutes());
  app.use(users.routes()).use(users.allowedMethods());
  app.use(tenants.routes());
  return app;
}

test('routes are templates, prefixes included', async () => {
  const { store } = recording();
  const { origin } = await serve(application().callback());

  for (const path of [
    '/users/1',
    '/users/2',
    '/users/3/fails',
    '/tenants/acme/users/1',
    '/unknown/1',
  ])
    await (await fetch(origin + path)).text();
  await (await fetch(`${origin}/users/1`, { method: 'DELETE' })).text();
  await recorded(store, 6);

  expect(requestsOf(store)).toEqual({
    'GET 200 /users/:id http 1.1': 2,
    'GET 500 /users/:id/fails http 1.1 error 500': 1,
    'GET 200 /tenants/:tenant/users/:id http 1.1': 1,
    'GET 404 http 1.1': 1,
    'DELETE 405 http 1.1': 1,
  });
});
