import { answerHealth } from '../../src/endpoint/health.js';
import { requestRaw, serve, stopServers } from '../serving.js';

afterEach(stopServers);

const served = (version?: string): Promise<string> =>
  serve((request, response) => answerHealth(request, response, version));

test.each([
  [undefined, 'application/json; charset=utf-8'],
  ['*/*', 'application/json; charset=utf-8'],
  ['application/json', 'application/json; charset=utf-8'],
  ['text/plain', 'text/plain; charset=utf-8'],
  ['text/plain, application/json', 'application/json; charset=utf-8'],
])('answers who accepts %s as %s', async (accept, contentType) => {
  const response = await fetch(await served(), { headers: accept === undefined ? {} : { accept } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(contentType);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('says the version where there is one', async () => {
  expect(await (await fetch(await served('1.2.3'))).json()).toMatchObject({ version: '1.2.3' });
  expect(await (await fetch(await served())).json()).toEqual({
    status: 'ok',
    uptimeSeconds: expect.any(Number),
  });
});

test('answers HEAD with the headers alone', async () => {
  const response = await requestRaw(await served(), { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(Number(response.headers['content-length'])).toBeGreaterThan(0);
  expect(response.body).toHaveLength(0);
});
