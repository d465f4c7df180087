import type { IncomingMessage, ServerResponse } from 'node:http';
import express5, { type Express, Router } from 'express';
import { recorded, recording, requestsOf, stopRecording } from '../recording.js';
import { serve, stopServing } from '../serving.js';

const express4 = require('express4') as typeof express5; // what is used here is the same

afterEach(async () => {
  stopRecording();
  await stopServing();
});

/** What a request to an application is recorded as. */
async function routeOf(app: Express, path: string, method = 'GET'): Promise<string> {
  const { store, warnings } = recording();
  const { origin } = await serve(app);
  await (await fetch(origin + path, { method })).text();
  await recorded(store, 1);
  expect(warnings).toEqual([]);
  return Object.keys(requestsOf(store)).join().replace(' http 1.1', '');
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const answer: Answer = (_, response) => void response.end('ok');

describe.each([
  ['Express 4', express4],
  ['Express 5', express5],
])('%s', (name, express) => {
  const wildcard = name === 'Express 4' ? '*' : '*rest';

  function application(): Express {
    const app = express();
    const users = express.Router({ mergeParams: true });
    const items = express.Router({ mergeParams: true });
    items.get('/', answer).get('/:item', answer);
    users.get('/', answer).get('/:id', answer).post('/:id/send', answer);
    users.use('/:id/items', items);
    users.route('/:id/both').get(answer).put(answer);
    app.get('/', answer);
    app.get('/slow/:id', (_, response) => void setTimeout(() => response.end('ok'), 5));
    app.get('/fails/:id', () => {
      throw new Error('mine');
    });
    app.get(['/one/:id', '/two/:id'], answer);
    app.get(/^\/re\/\d+$/, answer);
    app.get(`/files/${wildcard}`, answer);
    app.get('/passes/:id', (_request, _response, next) => next(), answer);
    app.use('/users', users);
    app.use('/tenants/:tenant/users', users);
    app.use(['/x/:x', '/y/:y'], express.Router().get('/z', answer));
    app.use(/\/v\d+/, express.Router().get('/ping', answer));
    app.use('/deep', express.Router().use('/er/:a-:b', express.Router().get('/:c', answer)));
    const sub = express();
    sub.get('/stats/:day', answer);
    const subOfSub = express();
    subOfSub.get('/leaf/:n', answer);
    sub.use('/sub/:s', subOfSub);
    app.use('/admin/:admin', sub);
    app.use('/static', answer);
    app.set('env', 'test'); // it does not log errors
    return app;
  }

  test.each([
    ['/', 'GET 200 /'],
    ['/?a=1', 'GET 200 /'],
    ['/slow/3', 'GET 200 /slow/:id'],
    ['/fails/3', 'GET 500 /fails/:id error 500'],
    ['/two/3', 'GET 200 /one/:id|/two/:id'],
    ['/re/33', 'GET 200 /^\\/re\\/\\d+$/'],
    ['/files/a/b/c', `GET 200 /files/${wildcard}`],
    ['/passes/1', 'GET 200 /passes/:id'],
    ['/users', 'GET 200 /users'],
    ['/users/', 'GET 200 /users'],
    ['/users/17', 'GET 200 /users/:id'],
    ['/users/users/items', 'GET 200 /users/:id/items'],
    ['/users/17/items/4', 'GET 200 /users/:id/items/:item'],
    ['/users/17/both', 'GET 200 /users/:id/both'],
    ['/tenants/acme/users/17', 'GET 200 /tenants/:tenant/users/:id'],
    ['/tenants/tenants/users/17/items/4', 'GET 200 /tenants/:tenant/users/:id/items/:item'],
    ['/y/5/z', 'GET 200 /x/:x|/y/:y/z'],
    ['/v12/ping', 'GET 200 /\\/v\\d+/ping'],
    ['/deep/er/1-2/3', 'GET 200 /deep/er/:a-:b/:c'],
    ['/admin/eve/stats/monday', 'GET 200 /admin/:admin/stats/:day'],
    ['/admin/eve/sub/1/leaf/2', 'GET 200 /admin/:admin/sub/:s/leaf/:n'],
    ['/static/17', 'GET 200'],
    ['/unknown/17', 'GET 404'],
    ['/tenants/acme/unknown/3', 'GET 404'],
  ])('%s is %s', async (path, expected) => {
    expect(await routeOf(application(), path)).toBe(expected);
  });

  test('a router that is mounted twice has a template each, whichever came first', async () => {
    const app = application();
    const { store } = recording();
    const { origin } = await serve(app);

    for (const path of ['/tenants/a/users/1', '/users/2', '/tenants/b/users/3'])
      await (await fetch(origin + path)).text();
    await recorded(store, 3);

    expect(requestsOf(store)).toEqual({
      'GET 200 /tenants/:tenant/users/:id http 1.1': 2,
      'GET 200 /users/:id http 1.1': 1,
    });
  });

  test('a router that two applications share has a template in each', async () => {
    const shared = express.Router().get('/:id', answer);

    expect(await routeOf(express().use('/first', shared), '/first/1')).toBe('GET 200 /first/:id');
    expect(await routeOf(express().use('/second', shared), '/second/1')).toBe(
      'GET 200 /second/:id',
    );
  });

  test('a router behind a function of the application has no route, rather than a path', async () => {
    const app = express();
    const hidden = express.Router();
    hidden.get('/:id', answer);
    app.use('/hidden/:secret', (request, response, next) => hidden(request, response, next));

    expect(await routeOf(app, '/hidden/17/3')).toBe('GET 200');
  });
});

test('the mounts of Express 5 before it showed them are found by trying', async () => {
  const app = express5();
  const items = Router({ mergeParams: true }).get('/:item', answer);
  app.use('/t/:t/items', items);
  app.use('/files/*path', Router().get('/', answer));
  app.use('/a:b', Router().get('/c', answer));
  for (const layer of app.router.stack) Reflect.deleteProperty(layer, 'rawPath');

  expect(await routeOf(app, '/t/t/items/items')).toBe('GET 200 /t/:t/items/:item');
  expect(await routeOf(app, '/a1/c')).toBe('GET 200'); // a part of a segment is not found so
});

test('a router without an application has its own routes', async () => {
  const { store } = recording();
  const router = Router().get('/:id', answer);
  const { origin } = await serve(
    (request, response) => router(request as never, response as never, () => response.end()), // it takes what node:http has
  );

  await (await fetch(`${origin}/17`)).text();
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'GET 200 /:id http 1.1': 1 });
});
