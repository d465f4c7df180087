import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { InitOptions } from '@meterkit/sdk';
import { start, stopAll } from '../running.js';
import { requestRaw } from '../serving.js';
import { removeFolders, temporaryFolder } from '../temporary-folder.js';

afterEach(async () => {
  await stopAll();
  removeFolders();
});

function startAt(socket: string, scrape: InitOptions['scrape'] = {}) {
  return start({ scrape: { socket, ...scrape } });
}

const socketPath = (): string => join(temporaryFolder(), 'metrics.sock');

async function pageAt(path: string): Promise<string> {
  return (await requestRaw('http://localhost/metrics', { socketPath: path })).body.toString();
}

/** Leaves a socket of a process that is dead. */
function leaveSocket(path: string): void {
  const program = `require('node:http').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
  spawnSync(process.execPath, ['-e', program], { env: { ...process.env, NODE_OPTIONS: '' } });
  expect(statSync(path).isSocket()).toBe(true);
}

test('the page is on a unix socket for its user and group, and gone at the end', async () => {
  const path = socketPath();
  const telemetry = await startAt(path);
  expect(telemetry.scrapeUrl).toBe(`unix:${path}:/metrics`);
  expect(telemetry.healthUrl).toBe(`unix:${path}:/health`);
  expect(await pageAt(path)).toContain('target_info');
  expect(statSync(path).mode & 0o777).toBe(0o660);
  await telemetry.shutdown();
  expect([telemetry.scrapeUrl, existsSync(path)]).toEqual([undefined, false]);
});

test('the mode of the socket is an option', async () => {
  const path = socketPath();
  await startAt(path, { socketMode: '0600' });
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('the socket of a dead process is replaced', async () => {
  const path = socketPath();
  leaveSocket(path);
  await startAt(path);
  expect(await pageAt(path)).toContain('target_info');
});

test('the socket of a living process is left to it', async () => {
  const path = socketPath();
  const owner = createServer((_, response) => void response.end('mine'));
  await new Promise<void>((resolve) => owner.listen(path, resolve));
  const mode = statSync(path).mode;
  await expect(startAt(path)).rejects.toMatchObject({
    name: 'EndpointListenError',
    code: 'EADDRINUSE',
    socket: path,
    message: `scrape.socket: expected a path where a socket can be made, got "${path}" (EADDRINUSE); choose another one, or end who listens there`,
  });
  expect([await pageAt(path), statSync(path).mode]).toEqual(['mine', mode]);
  await new Promise((resolve) => owner.close(resolve));
});

test('a file that is no socket is left alone', async () => {
  const path = socketPath();
  writeFileSync(path, 'something of value');
  await expect(startAt(path)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(statSync(path).isFile()).toBe(true);
});

test('a folder that is not there is told of', async () => {
  const path = join(temporaryFolder(), 'none', 'metrics.sock');
  await expect(startAt(path)).rejects.toMatchObject({ code: 'EACCES', socket: path });
});

test('after a shutdown it can be used again', async () => {
  const path = socketPath();
  await (await startAt(path)).shutdown();
  await startAt(path);
  expect(await pageAt(path)).toContain('target_info');
});
