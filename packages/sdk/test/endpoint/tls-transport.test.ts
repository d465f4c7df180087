import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { type ConnectionOptions, connect } from 'node:tls';
import type { Logger } from '@meterkit/sdk';
import { createAuthority } from '../certificates.js';
import { OrderMetrics, sample, start, stopAll, urlOf } from '../running.js';
import { closed, deferred } from '../serving.js';
import { removeFolders, replaceFile, temporaryFolder } from '../temporary-folder.js';

afterEach(async () => {
  await stopAll();
  removeFolders();
});

const authority = createAuthority('Meterkit test');
const stranger = createAuthority('Stranger');
const server = authority.certify('server');

/** How a client learns that it has not the right certificate. */
const REFUSED = /^(ECONNRESET|EPIPE|ERR_SSL)/;

async function startWithTls(clientCa?: string) {
  const folder = temporaryFolder();
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  writeFileSync(files.certFile, server.cert);
  writeFileSync(files.keyFile, server.key);
  const clientCaFile = clientCa === undefined ? undefined : join(folder, 'ca.pem');
  if (clientCaFile !== undefined) writeFileSync(clientCaFile, clientCa ?? '');
  const told: string[] = [];
  const tells = tellsOf(told);
  const telemetry = await start({
    tls: { ...files, clientCaFile },
    logger: tells.logger,
    logLevel: 'warn',
  });
  return { telemetry, url: urlOf(telemetry), told, nextTold: tells.next, clientCaFile, ...files };
}

/** A logger, and what waits for its next message. */
function tellsOf(told: string[]) {
  let heard = (): void => undefined;
  const log = (message: string): void => {
    told.push(message);
    heard();
  };
  const logger: Logger = { error: log, warn: log, info: log, debug: log };
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      heard = resolve;
    });
  return { logger, next };
}

/** The page, or why there is none. */
function scrape(url: string, options: ConnectionOptions & { agent?: Agent } = {}): Promise<string> {
  return new Promise((resolve) => {
    request(url, { agent: false, ca: authority.cert, ...options }, async (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      response.on('error', (error: NodeJS.ErrnoException) => resolve(`${error.code}`));
    })
      .on('error', (error: NodeJS.ErrnoException) => resolve(`${error.code}`))
      .end();
  });
}

/** Shakes hands until the server shows this certificate: it is read again every second. */
async function shows(url: string, cert: string): Promise<void> {
  const { port } = new URL(url);
  for (;;) {
    const socket = connect({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const shown = socket.getPeerX509Certificate()?.toString().trim();
    socket.destroy();
    if (shown === cert.trim()) return;
    await new Promise((resolve) => setTimeout(resolve, 50)); // nothing tells of a reload
  }
}

test('the page is at https, and at nothing older than TLS 1.2', async () => {
  const { url, telemetry } = await startWithTls();
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/metrics$/);
  expect(await scrape(url)).toContain('target_info');
  expect(await scrape(url, { maxVersion: 'TLSv1.2' })).toContain('target_info');
  const old = {
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  } as const;
  expect(await scrape(url, old)).toBe('EPROTO');
  const page = await telemetry.collectText();
  expect(Number(sample(page, 'meterkit_scrape_refusals_total{reason="tls"}'))).toBeGreaterThan(0);
});

test('what is not TLS gets nothing', async () => {
  const { url } = await startWithTls();
  const socket = connectTcp(Number(new URL(url).port), '127.0.0.1');
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  const end = closed(socket);
  socket.write('GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n');
  await end;
  expect(Buffer.concat(received).toString('latin1')).not.toMatch(/HTTP|target_info/);
});

test('with authorities for clients, who has no certificate of theirs gets nothing', async () => {
  const { url, telemetry } = await startWithTls(authority.cert);
  expect(await scrape(url, authority.certify('prometheus'))).toContain('target_info');
  expect(await scrape(url)).toMatch(REFUSED);
  expect(await scrape(url, stranger.certify('prometheus'))).toMatch(REFUSED);
  const page = await telemetry.collectText();
  expect(sample(page, 'meterkit_scrape_refusals_total{reason="tls"}')).toBe('2');
  expect(sample(page, 'meterkit_scrapes_total{outcome="complete"}')).toBe('1');
});

test('a new pair is in force without a restart, half of one changes nothing and is told', async () => {
  const { url, certFile, keyFile, told, nextTold } = await startWithTls();
  const renewed = authority.certify('renewed');
  const heard = nextTold();
  replaceFile(certFile, renewed.cert);
  await heard;
  expect(told).toEqual([
    expect.stringMatching(
      /^tls: what its files say is not used: Error: the key is not that of the certificate$/,
    ),
  ]);
  await shows(url, server.cert);
  replaceFile(keyFile, renewed.key);
  await shows(url, renewed.cert);
  expect(await scrape(url)).toContain('target_info');
  expect(told).toHaveLength(1);
});

test('who keeps a connection has it closed by a reload, between two scrapes and not in one', async () => {
  const { url, certFile, keyFile, telemetry } = await startWithTls();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await scrape(url, { agent })).toContain('target_info');
  const renewed = authority.certify('renewed');
  replaceFile(certFile, renewed.cert);
  replaceFile(keyFile, renewed.key);
  await shows(url, renewed.cert);
  expect(await scrape(url, { agent })).toContain('target_info');
  await telemetry.shutdown();
  agent.destroy();
});

test('who is scraping while the authorities change gets this page and no other', async () => {
  const {
    url,
    certFile,
    keyFile,
    clientCaFile = '',
    telemetry,
  } = await startWithTls(authority.cert);
  const entered = deferred();
  const released = deferred();
  telemetry.get(OrderMetrics).open.observe(async (result) => {
    entered.resolve();
    await released.promise;
    result.observe(7);
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const client = { ...authority.certify('prometheus'), agent };
  const page = scrape(url, client);
  await entered.promise;
  const renewed = authority.certify('renewed');
  replaceFile(clientCaFile, stranger.cert);
  replaceFile(certFile, renewed.cert);
  replaceFile(keyFile, renewed.key);
  await shows(url, renewed.cert);
  released.resolve();
  expect(sample(await page, 'orders_open')).toBe('7');
  for (const attempt of [1, 2])
    expect([attempt, await scrape(url, client)]).toEqual([attempt, expect.stringMatching(REFUSED)]);
  expect(await scrape(url, stranger.certify('prometheus'))).toContain('target_info');
  agent.destroy();
});

test('a handshake that does not end does not hold the shutdown', async () => {
  const { url, telemetry } = await startWithTls();
  const socket = connectTcp(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  expect(await scrape(url)).toContain('target_info'); // the server has seen the other one, too
  const end = closed(socket);
  await telemetry.shutdown();
  await end;
});
