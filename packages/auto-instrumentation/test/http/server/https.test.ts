import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { certificate } from '../certificate.js';
import { activeOf, bytesOf, recorded, recording, requestsOf, stopRecording } from '../recording.js';

const server = createServer(certificate, ({ url }, response) => {
  if (url !== '/never') response.end('hello');
});
beforeAll(async () => {
  server.listen(0);
  await once(server, 'listening');
});
afterEach(stopRecording);
afterAll(() => void server.close());

const port = () => (server.address() as AddressInfo).port; // it listens on a port

test('a request over TLS has the scheme https', async () => {
  const { store } = recording();

  const asked = get({ port: port(), rejectUnauthorized: false, agent: false });
  const [response] = (await once(asked, 'response')) as [IncomingMessage]; // the event's argument
  await once(response.resume(), 'close');
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'GET 200 https 1.1': 1 });
  expect(bytesOf(store, 'response')).toEqual({ 'GET 200 https': 5 });
});

test('a client that leaves is noticed over TLS, too', async () => {
  const { store } = recording();
  const client = connect({ port: port(), rejectUnauthorized: false });
  client.write('GET /never HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(server, 'request');
  expect(activeOf(store)).toEqual({ 'GET https': 1 });

  client.destroy();
  await recorded(store, 1);

  expect(requestsOf(store)).toEqual({ 'GET https 1.1 error ECONNRESET': 1 });
  expect(activeOf(store)).toEqual({});
});
