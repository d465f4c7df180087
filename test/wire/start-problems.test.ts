import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const TIMEOUT_MS = 60_000;
const examples = join(__dirname, '../../examples');
const programs = readdirSync(examples).flatMap((name) => [
  join(name, 'dist/main.js'),
  join(name, 'dist/demo/main.js'),
]);

const taken = createServer();
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meterkit-start-'));
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
});

afterAll(() => {
  taken.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a program says before it ends by itself. */
async function complaintsOf(program: string, PORT: string): Promise<[string, unknown]> {
  const child = spawn(process.execPath, [join(examples, program)], {
    cwd: folder,
    env: { PATH: process.env.PATH, TMPDIR: folder, METRICS_ENABLED: '1', GRPC_PORT: '0', PORT },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: TIMEOUT_MS,
  });
  const exit = once(child, 'exit');
  return [await text(child.stderr), (await exit)[0]];
}

describe.each(programs)('%s', (program) => {
  test(
    'says in a sentence that a port cannot be, or is taken',
    async () => {
      const { port } = taken.address() as AddressInfo; // it listens on a port
      expect(await complaintsOf(program, '99999')).toEqual([
        expect.stringMatching(/^(PORT|--metrics-addr): expected .*, got ".*99999"\n$/),
        1,
      ]);
      expect(await complaintsOf(program, String(port))).toEqual([
        expect.stringMatching(new RegExp(`^.*\\b${port}\\b.*\\n$`)),
        1,
      ]);
    },
    TIMEOUT_MS,
  );
});
