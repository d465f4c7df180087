import { spawn } from 'node:child_process';
import { listeningAddress } from './real-prometheus.js';

const listening = 'level=info msg="Listening on" address=127.0.0.1:4711';
const ready = 'level=info msg="Server is ready to receive web requests."';

test.each([
  ['before', [listening, ready]],
  ['after', [ready, listening]],
])('the address is found %s the line that says ready', async (_, lines) => {
  const log = lines.map((line) => `console.error(${JSON.stringify(line)})`).join(';');
  const child = spawn(process.execPath, ['-e', log], { stdio: ['ignore', 'ignore', 'pipe'] });
  expect(await listeningAddress(child, 'ready to receive')).toBe('127.0.0.1:4711');
});
