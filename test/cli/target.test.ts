import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { init, type Telemetry } from '@meterkit/sdk';
import { createAuthority } from '../../packages/sdk/test/certificates.js';
import { describeWith } from '../real-parts.js';
import { startCounting } from './counting-service.js';
import { inTerminal, program } from './in-terminal.js';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'meterkit-target-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file in the folder. */
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe('meterkit asks a service', () => {
  let telemetry: Telemetry | undefined;

  async function top(address: string, ...args: readonly string[]) {
    return run(process.execPath, [program, 'top', address, '--once', ...args]).then(
      ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );
  }

  afterEach(() => telemetry?.shutdown());

  test('over TLS, with the authority that --ca names and a token from a file', async () => {
    const authority = createAuthority('Test authority');
    const { cert, key } = authority.certify('shop');
    telemetry = await init({
      serviceName: 'shop',
      logLevel: 'none',
      scrape: { port: 0 },
      access: { tokens: ['a-long-enough-token'] },
      tls: { certFile: file('cert.pem', cert), keyFile: file('key.pem', key) },
    });
    const url = telemetry.scrapeUrl ?? '';
    const args = ['--bearer-file', file('token', 'a-long-enough-token\n')];
    const trusted = await top(url, ...args, '--ca', file('ca.pem', authority.cert));
    expect(trusted.stdout).toContain('process_cpu_time_seconds_total');
    const refused = await top(url, ...args);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(
      /expected an answer, got unable to verify the first certificate/,
    );
  });

  test('on a unix socket', async () => {
    const socket = join(folder, 'shop.sock');
    telemetry = await init({ serviceName: 'shop', logLevel: 'none', scrape: { socket } });
    const { stdout } = await top(`unix:${socket}`);
    expect(stdout).toContain('process_cpu_time_seconds_total');
    expect((await top(telemetry.scrapeUrl ?? '')).code).toBe(0);
  });
});

describeWith(['pseudoTerminal'], 'meterkit doctor in a terminal', ({ pseudoTerminal }) => {
  test('shows how long it still waits, and takes that away', async () => {
    const service = await startCounting('');
    const args = ['doctor', service.url, '--wait', '1'];
    const { output, isRestored } = await inTerminal(pseudoTerminal, args, [{ size: [24, 100] }]);
    service.close();
    expect(output).toMatch(/\rwaiting for the trend █+░+ 1 s/);
    expect(output).toContain('\r\x1b[Khttp://127.0.0.1');
    expect(isRestored).toBe(true);
  });
});
