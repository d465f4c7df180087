import fastify, { type FastifyInstance } from 'fastify';
import { recorded, recording, requestsOf, stopRecording } from '../recording.js';

const applications: FastifyInstance[] = [];
afterEach(async () => {
  stopRecording();
  await Promise.all(applications.splice(0).map((app) => app.close()));
});

async function application(): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true });
  applications.push(app);
  app.get('/', async () => 'ok');
  app.get('/items/:item', async () => 'ok');
  app.get('/files/*', async () => 'ok');
  app.get('/fails/:id', async () => {
    throw new Error('mine');
  });
  app.get('/valid/:id', {
    schema: { params: { type: 'object', properties: { id: { type: 'integer' } } } },
    handler: async () => 'ok',
  });
  app.get('/refused/:id', {
    onRequest: async (_, reply) => reply.code(401).send('no'),
    handler: async () => 'ok',
  });
  await app.register(
    (scope, _, done) => {
      scope.get('/users/:id', async () => 'ok');
      done();
    },
    { prefix: '/tenants/:tenant' },
  );
  return app;
}

async function requestsTo(app: FastifyInstance, ...paths: string[]) {
  const origin = await app.listen({ port: 0 });
  for (const path of paths) await (await fetch(origin + path)).text();
}

test('routes are templates, prefixes included', async () => {
  const { store } = recording();

  await requestsTo(
    await application(),
    ...['/', '/items/1', '/items/2', '/files/a/b', '/fails/1', '/tenants/a/users/1', '/unknown/3'],
  );
  await recorded(store, 7);

  expect(requestsOf(store)).toEqual({
    'GET 200 / http 1.1': 1,
    'GET 200 /items/:item http 1.1': 2,
    'GET 200 /files/* http 1.1': 1,
    'GET 500 /fails/:id http 1.1 error 500': 1,
    'GET 200 /tenants/:tenant/users/:id http 1.1': 1,
    'GET 404 http 1.1': 1,
  });
});

test('what a hook or validation refuses has its route', async () => {
  const { store } = recording();

  await requestsTo(await application(), '/refused/1', '/valid/x');
  await recorded(store, 2);

  expect(requestsOf(store)).toEqual({
    'GET 401 /refused/:id http 1.1': 1,
    'GET 400 /valid/:id http 1.1': 1,
  });
});

test('an application that was made before has its routes from its handlers', async () => {
  const app = await application();
  const { store } = recording();

  await requestsTo(app, '/items/1', '/refused/1');
  await recorded(store, 2);

  expect(requestsOf(store)).toEqual({
    'GET 200 /items/:item http 1.1': 1,
    'GET 401 http 1.1': 1,
  });
});
