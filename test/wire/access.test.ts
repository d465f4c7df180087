import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStore } from '@meterkit/instruments';
import { hashPassword, type InitOptions, init, type Telemetry } from '@meterkit/sdk';
import { createAuthority } from '../../packages/sdk/test/certificates.js';
import { describeWith } from '../real-parts.js';
import { startChild } from './child-service.js';
import { RealPrometheus } from './real-prometheus.js';

const folder = mkdtempSync(join(tmpdir(), 'meterkit-access-'));
const authority = createAuthority('Meterkit test');
const server = authority.certify('server');
const client = authority.certify('prometheus');
const files = {
  ca: file('ca.pem', authority.cert),
  cert: file('cert.pem', server.cert),
  key: file('key.pem', server.key),
  clientCert: file('client-cert.pem', client.cert),
  clientKey: file('client-key.pem', client.key),
};

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

let telemetry: Telemetry | undefined;
let prometheusServer: RealPrometheus | undefined;

afterEach(async () => {
  await prometheusServer?.stop();
  await telemetry?.shutdown();
  prometheusServer = undefined;
  telemetry = undefined;
});

/** The URL of the page of a service with these options. */
async function serve(options: InitOptions): Promise<string> {
  telemetry = await init({
    ...options,
    store: createStore(),
    logLevel: 'none',
    scrape: { port: 0 },
    automatic: { http: 'off', process: false, runtime: false },
    shutdown: { onSignal: false, graceMs: 0 },
  });
  return telemetry.scrapeUrl ?? '';
}

describeWith(['prometheus'], 'a real Prometheus', ({ prometheus }) => {
  async function scraped(url: string, job: object): Promise<void> {
    prometheusServer = await RealPrometheus.start(prometheus, url, { job });
    await prometheusServer.nextScrape();
    await prometheusServer.nextScrape();
  }

  test('scrapes with a password', async () => {
    const url = await serve({ access: { users: { prometheus: await hashPassword('secret') } } });
    await scraped(url, { basic_auth: { username: 'prometheus', password: 'secret' } });
  }, 30_000);

  test('scrapes with a token', async () => {
    const url = await serve({ access: { tokens: ['token-1'] } });
    await scraped(url, { authorization: { credentials: 'token-1' } });
  }, 30_000);

  test('scrapes over mutual TLS', async () => {
    const { cert, key, ca } = files;
    const url = await serve({ tls: { certFile: cert, keyFile: key, clientCaFile: ca } });
    const tls = { ca_file: ca, cert_file: files.clientCert, key_file: files.clientKey };
    await scraped(url, { tls_config: tls });
  }, 30_000);

  test('is told why when it has the wrong password', async () => {
    const url = await serve({ access: { users: { prometheus: 'secret' } } });
    const job = { basic_auth: { username: 'prometheus', password: 'wrong' } };
    await expect(scraped(url, job)).rejects.toThrow('401 Unauthorized');
  }, 30_000);

  test('is told why when it has no certificate', async () => {
    const { cert, key, ca } = files;
    const url = await serve({ tls: { certFile: cert, keyFile: key, clientCaFile: ca } });
    const job = { tls_config: { ca_file: ca } };
    await expect(scraped(url, job)).rejects.toThrow(/certificate required|connection reset/);
  }, 30_000);
});

test('an open connection over TLS keeps no process alive that has finished', async () => {
  const child = await startChild('ends-when-told', 'service.mjs', {
    METERKIT_TLS_CERT_FILE: files.cert,
    METERKIT_TLS_KEY_FILE: files.key,
  });
  const agent = new Agent({ keepAlive: true, ca: authority.cert });
  const [response] = await once(get(child.url, { agent }), 'response');
  response.resume();
  await once(agent, 'free');
  child.process.send('go');
  expect(await child.ended).toEqual([0, null]);
  agent.destroy();
});
