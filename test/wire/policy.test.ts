import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child-service.js';

/** A folder as Kubernetes mounts a ConfigMap: `policy.yaml` -> `..data/policy.yaml`, `..data` -> a version. */
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meterkit-config-map-'));
  symlinkSync('..data/policy.yaml', join(folder, 'policy.yaml'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function mount(version: string, policy: string): void {
  mkdirSync(join(folder, version));
  writeFileSync(join(folder, version, 'policy.yaml'), policy);
  symlinkSync(version, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
}

/** The child with the policy file. */
function start(mode: string) {
  return startChild(mode, 'service.mjs', { METERKIT_POLICY_FILE: join(folder, 'policy.yaml') });
}

test('a watched policy file keeps no process alive', async () => {
  mount('..1', '');
  const child = await start('ends');
  child.process.disconnect();
  expect(await child.ended).toEqual([0, null]);
});

test('of pages that are scraped while a ConfigMap is swapped each is all of one policy', async () => {
  mount('..1', 'page: { include: [work.*, meterkit.policy.*] }');
  const child = await start('waits');
  const pages: string[] = [];
  const scrape = async (): Promise<string> => {
    const families = (await (await fetch(child.url)).text()).match(/^# TYPE \S+/gm) ?? [];
    const page = families.map((line) => line.slice('# TYPE '.length)).join(' ');
    if (pages.at(-1) !== page) pages.push(page);
    return page;
  };
  await scrape();
  mount('..2', 'page: { include: [meterkit.policy.*, meterkit.series*] }');
  while (!(await scrape()).includes('meterkit_series'));
  const policy = [
    'meterkit_policy_applied_timestamp_seconds',
    'meterkit_policy_last_reload_successful',
    'meterkit_policy_reloads_total',
  ].join(' ');
  expect(pages).toEqual([
    `target_info ${policy} work_done_total`,
    `target_info ${policy} meterkit_series meterkit_series_overflows_total`,
  ]);
  child.process.kill('SIGTERM');
  await child.ended;
});
