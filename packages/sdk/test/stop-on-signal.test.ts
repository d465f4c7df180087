import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';

let folder = '';
let modulePath = '';

// A signal is the whole process's, so the module runs in one of its own.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'meterkit-signal-'));
  modulePath = join(folder, 'stop-on-signal.mjs');
  const { code } = transformFileSync(join(__dirname, '../src/stop-on-signal.ts'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  });
  writeFileSync(modulePath, code);
});

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The child after it has said how many listeners it has. */
async function started(mode: string) {
  const child = fork(join(__dirname, 'stop-on-signal-child.mjs'), [modulePath, mode], {
    execArgv: [],
    env: {},
  });
  children.push(child);
  const ended = once(child, 'exit');
  const [listeners] = await once(child, 'message');
  return { child, ended, listeners };
}

async function signalled(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  expect(await once(child, 'message')).toEqual(['shutdown', undefined]);
}

test.each(['succeeds', 'fails'])(
  'the process ends by the signal after a shutdown that %s',
  async (mode) => {
    const { child, ended } = await started(mode);
    await signalled(child);
    child.send('shut down');
    expect(await ended).toEqual([null, 'SIGTERM']);
  },
);

test.each(['listens once before', 'listens after'])(
  'the application decides how the process ends when it %s',
  async (mode) => {
    const { child, ended } = await started(mode);
    await signalled(child);
    child.send('shut down');
    expect(await once(child, 'message')).toEqual(['after', undefined]);
    child.send('end');
    expect(await ended).toEqual([7, null]);
  },
);

test('a second signal ends the process at once', async () => {
  const { child, ended } = await started('succeeds');
  await signalled(child);
  child.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
});

test('takes its listener away', async () => {
  const { child, ended, listeners } = await started('took it away');
  expect(listeners).toBe('listeners 0');
  child.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
});
