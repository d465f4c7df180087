import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedFamily, parseOpenMetrics } from '@meterkit/exposition';
import { mixin } from '@meterkit/mixin';
import { init } from '@meterkit/sdk';

const known = new Map(mixin([]).families.map((family) => [family.name, family]));

let page: readonly ParsedFamily[];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'meterkit-policy-'));
  writeFileSync(join(folder, 'policy.yaml'), '');
  const telemetry = await init({
    ...{ serviceName: 'shop', scrape: { port: 0 }, logLevel: 'none' },
    policyFile: join(folder, 'policy.yaml'),
  });
  telemetry.ready('database', () => true);
  await (await fetch(telemetry.scrapeUrl ?? '')).text();
  page = parseOpenMetrics(await telemetry.collectText());
  await telemetry.shutdown();
  rmSync(folder, { recursive: true });
});

test('a mixin knows every family of a service that has no meters of its own', () => {
  expect(page.length).toBeGreaterThan(30);
  for (const { name, type } of page) expect(known.get(name)).toMatchObject({ name, type });
});

test('it knows every family that the library may have of itself', () => {
  const own = (names: Iterable<string>) =>
    [...names].filter((name) => name.startsWith('meterkit_'));
  expect(own(known.keys()).sort()).toEqual(own(page.map(({ name }) => name)).sort());
});

test('it knows the values of closed labels, which are all there from the start', () => {
  for (const { name, samples } of page)
    for (const [label, { values }] of known.get(name)?.labels ?? [])
      if (values !== undefined && samples.length > 0)
        expect([name, new Set(samples.map(({ labels }) => labels.get(label)))]).toEqual([
          name,
          new Set(values),
        ]);
});

test('it knows the labels of their series and the bounds of their buckets', () => {
  for (const { name, samples } of page)
    for (const sample of samples) {
      const { le, ...labels } = Object.fromEntries(sample.labels);
      const family = known.get(name);
      if (le !== undefined && le !== '+Inf') expect(family?.bounds).toContain(Number(le));
      if (family?.hasOtherLabels) continue;
      for (const [label, value] of Object.entries(labels)) {
        expect([...(family?.labels.keys() ?? [])]).toContain(label);
        const { values } = family?.labels.get(label) ?? {};
        if (values !== undefined) expect(values).toContain(value);
      }
    }
});
