import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOpenMetrics } from '@meterkit/exposition';
import { type DemoProcess, startDemo } from './demo-process.js';

const SECONDS = 8;
const TIMEOUT_MS = 60_000;

let folder: string;
let demo: DemoProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'meterkit-demo-'));
  demo = await startDemo('deployment-orchestrator', {
    PORT: '0',
    DEMO_SECONDS: String(SECONDS),
    TMPDIR: folder,
  });
}, TIMEOUT_MS);

afterAll(() => {
  demo?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test(
  'the page of the demo can be read at any time, and grows with what the demo prints',
  async () => {
    const started: number[] = [];
    for await (const line of demo.lines) {
      const printed = /^started (\d+) /.exec(line)?.[1];
      if (printed === undefined) continue;
      started.push(Number(printed));
      expect(await sumOnPage('deployments_started_total')).toBeGreaterThanOrEqual(Number(printed));
      expect(readdirSync(folder)).toHaveLength(1); // what the next test has to miss
    }
    expect(started.length).toBeGreaterThan(1);
    expect(started.at(-1)).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);

test('the demo ends by itself, and leaves no files, no processes and no complaints behind', async () => {
  expect(await demo.exitCode).toBe(0);
  expect(await demo.complaints).toBe('');
  expect(readdirSync(folder)).toEqual([]);
  expect(demo.kill()).toBe(false);
});

async function sumOnPage(sample: string): Promise<number> {
  const families = parseOpenMetrics(await (await fetch(demo.url)).text());
  const samples = families.flatMap((family) => family.samples);
  const named = samples.filter(({ name }) => name === sample);
  return named.reduce((sum, { value }) => sum + value, 0);
}
