import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counter, createStore, defineMeter, text } from '@meterkit/instruments';
import { createTestStore } from '@meterkit/instruments/testing';
import { hasPromtool, matchers, startScenario } from '@meterkit/sdk/testing';
import { describeWith } from '../real-parts.js';

expect.extend(matchers);

class JobMetrics extends defineMeter({
  name: 'jobs',
  instruments: {
    failed: counter('jobs.failed', { description: 'Jobs failed.', labels: { queue: text() } }),
  },
}) {}

const RULES = `groups:
  - name: jobs
    rules:
      - record: queue:jobs_failed:rate5m
        expr: sum by (queue) (rate(jobs_failed_total[5m]))
      - alert: JobsFailing
        expr: queue:jobs_failed:rate5m > 0.01
        for: 5m
        labels: { severity: warning }
        annotations: { summary: 'Jobs of {{ $labels.queue }} fail.' }
      - alert: WorkersDown
        expr: up{job="worker"} == 0
`;

/** Jobs that fail for ten minutes, then none for ten. */
async function failures() {
  const store = createTestStore();
  const jobs = new JobMetrics({ store });
  jobs.failed.add(0, { queue: 'mail' });
  const scenario = await startScenario(store);
  await scenario.advance('10m', () => jobs.failed.add(1, { queue: 'mail' }));
  await scenario.advance('10m');
  return scenario;
}

async function messageOf(expectation: Promise<void>): Promise<string> {
  return expectation.then(
    () => 'the expectation holds',
    (error: Error) => error.message,
  );
}

describeWith(['promtool'], 'toFireAlert', () => {
  test('asks at a time of the scenario, at its end unless said', async () => {
    const scenario = await failures();
    await expect(scenario).not.toFireAlert('JobsFailing', { rules: RULES, after: '5m' });
    await expect(scenario).toFireAlert('JobsFailing', { rules: RULES, after: '10m' });
    await expect(scenario).not.toFireAlert('JobsFailing', { rules: RULES });
  });

  test('asks for labels', async () => {
    const scenario = await failures();
    const rules = RULES;
    await expect(scenario).toFireAlert('JobsFailing', {
      ...{ rules, after: '10m' },
      labels: { severity: 'warning', queue: 'mail' },
    });
    await expect(scenario).not.toFireAlert('JobsFailing', {
      ...{ rules, after: '10m' },
      labels: { queue: 'print' },
    });
  });

  test('a failure says which alerts there are', async () => {
    const scenario = await failures();
    expect(
      await messageOf(expect(scenario).toFireAlert('JobsFailing', { rules: RULES, after: '5m' })),
    ).toBe(`expected JobsFailing to fire after 5m
there is:
  {__name__="ALERTS", alertname="JobsFailing", alertstate="pending", queue="mail", severity="warning"} 1E+00`);
    expect(
      await messageOf(
        expect(scenario).not.toFireAlert('JobsFailing', { rules: RULES, after: '9m' }),
      ),
    ).toMatch(/^expected JobsFailing not to fire after 9m\nthere is:\n.*alertstate="firing"/);
    const labels = { queue: 'print' };
    expect(
      await messageOf(expect(scenario).toFireAlert('JobsFailing', { rules: RULES, labels })),
    ).toBe(`expected JobsFailing with {"queue":"print"} to fire at the end of the scenario
there is no such alert then, pending neither`);
  });

  test('groups are evaluated in their order, however often it is asked', async () => {
    const scenario = await failures();
    const rules = `groups:
  - name: z
    rules: [{ record: failed, expr: sum(jobs_failed_total) }]
  - name: a
    rules: [{ alert: JobsFailing, expr: failed == 5 }]
`;
    for (let i = 0; i < 8; i++)
      await expect(scenario).toFireAlert('JobsFailing', { rules, after: '5m' });
  });

  test('rules come from a file, too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'meterkit-rules-'));
    const rules = join(folder, 'jobs.yaml');
    writeFileSync(rules, RULES);
    await expect(await failures()).toFireAlert('JobsFailing', { rules, after: '10m' });
    rmSync(folder, { recursive: true });
  });

  test('what promtool refuses fails, also with not', async () => {
    const rules = RULES.replace('> 0.01', '> > 0.01');
    expect(
      await messageOf(expect(await failures()).not.toFireAlert('JobsFailing', { rules })),
    ).toMatch(/^promtool test rules: .*parse error/s);
  });

  test('the time of fake timers is that of the scenario', async () => {
    jest.useFakeTimers();
    try {
      const store = createStore();
      const jobs = new JobMetrics({ store });
      jobs.failed.add(0, { queue: 'mail' });
      const failing = setInterval(() => jobs.failed.add(1, { queue: 'mail' }), 20_000);
      const scenario = await startScenario(store, { advance: jest.advanceTimersByTimeAsync });
      await scenario.advance('10m');
      clearInterval(failing);
      expect(store).toHaveRecorded('jobs_failed_total', {}, 30);
      await expect(scenario).toFireAlert('JobsFailing', { rules: RULES });
    } finally {
      jest.useRealTimers();
    }
  });

  test('every number of a page, gaps and ends of series are what promtool reads', async () => {
    const pages = ['a 1e-7', 'a -Inf', 'a NaN', 'a 1e+21', 'b 1', 'b 1', 'b 1', 'a 1.5', 'a 2.5'];
    pages.push('a NaN', 'a NaN', 'a +Inf', 'a +Inf', 'a -Inf', 'a -Inf', 'a -3', 'a -3');
    let page = 0;
    const source = {
      collectText: async () => {
        const sample = pages[page++] ?? 'none';
        return `# TYPE ${sample.charAt(0)} gauge\n${sample}\n# EOF\n`;
      },
    };
    const scenario = await startScenario(source, { interval: '30s' });
    await scenario.advance('8m');
    const alert = (expr: string) =>
      `groups:\n  - name: g\n    rules: [{ alert: A, expr: '${expr}' }]`;
    await expect(scenario).toFireAlert('A', { rules: alert('a == 1e-7'), after: '0s' });
    await expect(scenario).toFireAlert('A', { rules: alert('a == -Inf'), after: '30s' });
    await expect(scenario).toFireAlert('A', { rules: alert('a != a'), after: '1m' });
    await expect(scenario).toFireAlert('A', { rules: alert('a == 1e21'), after: '90s' });
    await expect(scenario).toFireAlert('A', { rules: alert('b unless on () a'), after: '2m' });
    await expect(scenario).toFireAlert('A', { rules: alert('a == 1.5'), after: '210s' });
    await expect(scenario).toFireAlert('A', {
      ...{ rules: alert('a == 2.5 unless on () b'), after: '4m' },
    });
    await expect(scenario).toFireAlert('A', { rules: alert('a != a'), after: '5m' });
    await expect(scenario).toFireAlert('A', { rules: alert('a == +Inf'), after: '6m' });
    await expect(scenario).toFireAlert('A', { rules: alert('a == -3') });
    await expect(scenario).toFireAlert('A', { rules: alert('count_over_time(a[8m]) == 14') });
  });

  test('that promtool is there is known', () => {
    expect(hasPromtool()).toBe(true);
    expect(hasPromtool('/nowhere/promtool')).toBe(false);
  });
});
