import Fastify, { type FastifyInstance } from 'fastify';
import { createApi } from '../../src/http/api.js';
import { startOrchestrator } from '../start-orchestrator.js';
import { makeWorkspace, type Workspace } from '../workspace.js';

const staging = { environment: 'Staging', strategy: 'Direct', module: 'billing', version: '1' };
const production = { ...staging, environment: 'Production' };

let workspace: Workspace;
let app: FastifyInstance;
let url: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  await workspace.publish('billing', '1');
  const { orchestrator } = await startOrchestrator(workspace);
  app = Fastify();
  const tokens = { operator: 'secret-1', alice: 'secret-2' };
  app.register(createApi({ orchestrator, tokens, requestsPerMinute: 20 }));
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  await app.close();
  await workspace.remove();
});

async function call(method: 'GET' | 'POST', path: string, body?: object, token = 'secret-1') {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const { status, headers } = response;
  return {
    status,
    location: headers.get('location'),
    body: (await response.json()) as { readonly id: string },
  }; // where there is one
}

test('a deployment is accepted, and found where the answer says', async () => {
  const answer = await call('POST', '/deployments', staging);
  expect(answer.status).toBe(202);
  const deployment = await call('GET', `${answer.location}?wait=true`);
  expect(deployment.body).toMatchObject({ ...staging, status: 'succeeded' });
});

test('an approval is given in the name of who has the token', async () => {
  const { id } = (await call('POST', '/deployments', production)).body;
  const path = `/deployments/${id}/approval`;
  expect((await call('POST', path, { decision: 'grant' })).status).toBe(403);
  expect((await call('POST', path, { decision: 'grant' }, 'secret-2')).body).toMatchObject({
    approval: { decision: 'grant', approver: 'alice' },
  });
  await call('GET', `/deployments/${id}?wait=true`);
});

test('a rejection keeps its reason and its comment', async () => {
  const { id } = (await call('POST', '/deployments', production)).body;
  const decision = { decision: 'reject', reason: 'TooRisky', comment: 'not on a Friday' };
  const answer = await call('POST', `/deployments/${id}/approval`, decision, 'secret-2');
  expect(answer.body).toMatchObject({ status: 'rejected', approval: decision });
});

test('deployments are listed, the oldest first', async () => {
  const { id } = (await call('POST', '/deployments', staging)).body;
  await call('GET', `/deployments/${id}?wait=true`);
  await call('POST', '/deployments', production);
  expect((await call('GET', '/deployments')).body).toMatchObject([
    { id, status: 'succeeded' },
    { ...production, status: 'awaiting-approval' },
  ]);
});

test.each<[string, object]>([
  ['an unknown environment', { ...staging, environment: 'Moon' }],
  ['an unknown strategy', { ...staging, strategy: 'Hope' }],
  ['a module that leads out of the repository', { ...staging, module: '../nodes' }],
  ['a version that leads out of the repository', { ...staging, version: '..' }],
  ['no version', { ...staging, version: undefined }],
])('%s is a bad request', async (_what, body) => {
  expect((await call('POST', '/deployments', body)).status).toBe(400);
});

test.each<[string, object]>([
  ['a rejection without a reason', { decision: 'reject' }],
  ['a reason that is none of the set', { decision: 'reject', reason: 'I do not like it' }],
  ['neither of both', { decision: 'maybe' }],
])('%s is no decision', async (_what, body) => {
  const { id } = (await call('POST', '/deployments', production)).body;
  const answer = await call('POST', `/deployments/${id}/approval`, body, 'secret-2');
  expect(answer.status).toBe(400);
});

test.each([['/deployments/none'], ['/deployments/__proto__'], ['/deployments/none?wait=true']])(
  'GET %s is not found',
  async (url) => {
    expect((await call('GET', url)).status).toBe(404);
  },
);

test.each([['wrong'], ['']])('the token "%s" is refused', async (token) => {
  expect((await call('GET', '/deployments', undefined, token)).status).toBe(401);
});

test.each([['bearer'], ['BEARER']])('the scheme may be written "%s"', async (scheme) => {
  const headers = { authorization: `${scheme} secret-1` };
  expect((await fetch(`${url}/deployments`, { headers })).status).toBe(200);
});

test('one caller too many times in a minute is refused, another caller is not', async () => {
  const answers = await Promise.all(Array.from({ length: 21 }, () => call('GET', '/deployments')));
  expect(answers.at(-1)?.status).toBe(429);
  expect((await call('GET', '/deployments', undefined, 'secret-2')).status).toBe(200);
});
