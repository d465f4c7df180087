import { counter, defineMeter, gauge, text } from '@meterkit/instruments';
import { createTestStore } from '@meterkit/instruments/testing';
import { matchers, promtoolTest, startScenario } from '@meterkit/sdk/testing';

expect.extend(matchers);

class JobMetrics extends defineMeter({
  name: 'jobs',
  instruments: {
    failed: counter('jobs.failed', { description: 'Jobs failed.', labels: { queue: text() } }),
    waiting: gauge('jobs.waiting', {
      description: 'Jobs waiting.',
      labels: { instance: text() },
      ttlMs: 90_000,
    }),
  },
}) {}

const RULES = `groups:
  - name: jobs
    rules:
      - alert: JobsFailing
        expr: rate(jobs_failed_total[5m]) > 0
`;

function queue() {
  const store = createTestStore();
  const jobs = new JobMetrics({ store });
  return { store, jobs };
}

/** Jobs that fail for twenty minutes. */
async function failures() {
  const { store, jobs } = queue();
  const scenario = await startScenario(store);
  await scenario.advance('20m', () => jobs.failed.add(1, { queue: 'mail' }));
  return scenario;
}

async function messageOf(expectation: Promise<void>): Promise<string> {
  return expectation.then(
    () => 'the expectation holds',
    (error: Error) => error.message,
  );
}

test('without promtool it fails with what to do', async () => {
  const scenario = await failures();
  const asked = expect(scenario).not.toFireAlert('JobsFailing', {
    ...{ rules: RULES, promtool: '/nowhere/promtool' },
  });
  expect(await messageOf(asked)).toBe(
    '/nowhere/promtool: expected the program, which comes with Prometheus, to ask whether an alert fires; it is not there. ' +
      'Install Prometheus, or skip the test unless hasPromtool()',
  );
});

test('an alert that the rules have not fails, also with not', async () => {
  const scenario = await failures();
  expect(await messageOf(expect(scenario).not.toFireAlert('JobFailing', { rules: RULES }))).toBe(
    'JobFailing: expected an alert of the rules; there is JobsFailing',
  );
});

test('anything but a scenario is refused', async () => {
  expect(await messageOf(expect({}).not.toFireAlert('JobsFailing', { rules: RULES }))).toBe(
    'toFireAlert: expected a scenario, as startScenario() makes it',
  );
});

test.each([
  [undefined, '{ rules, after, labels, promtool } for options, got (unset)'],
  [{}, 'rules: expected a file, text or groups of rules, got (unset)'],
  [{ rules: 5 }, 'rules: expected a file, text or groups of rules, got 5'],
  [{ rule: RULES }, 'rule: unknown option; did you mean rules?'],
])('options of %j are refused, also with not', async (options, refusal) => {
  const asked = expect(await failures()).not.toFireAlert('JobsFailing', options as never);
  expect(await messageOf(asked)).toContain(refusal);
});

test('a scenario is not started with options that mean nothing', async () => {
  await expect(startScenario(queue().store, { intervall: '10s' } as never)).rejects.toThrow(
    'startScenario: intervall: unknown option; did you mean interval?',
  );
});

test('a time after the end of the scenario is refused', async () => {
  const scenario = await failures();
  expect(
    await messageOf(
      expect(scenario).not.toFireAlert('JobsFailing', { rules: RULES, after: '21m' }),
    ),
  ).toBe('JobsFailing: expected a time in the scenario, which has gone on for 20m, got 21m');
});

test('the text of the test has the series as Prometheus would have scraped them', async () => {
  const { store, jobs } = queue();
  const scenario = await startScenario(store, {
    ...{ interval: '30s', target: { job: 'worker', instance: 'w1' } },
  });
  jobs.waiting.set(2, { instance: 'a "b"' });
  await scenario.advance('90s', () => jobs.failed.add(0.5, { queue: 'mail' }));
  await scenario.advance('1m');
  const text = promtoolTest(scenario, {
    ...{ alert: 'JobsFailing', rules: ['jobs.yaml'], after: '1m', fires: false },
  });
  expect(text.replace(/ +- series: meterkit.*\n.*\n/g, '')).toBe(`rule_files:
  - jobs.yaml
evaluation_interval: 30s
tests:
  - name: JobsFailing does not fire after 1m
    interval: 30s
    input_series:
      - series: up{job="worker",instance="w1"}
        values: 1x5
      - series: jobs_failed_total{queue="mail",job="worker",instance="w1"}
        values: _ 0.5 1 1.5x2
      - series: jobs_waiting{exported_instance="a \\"b\\"",job="worker",instance="w1"}
        values: _ 2x2 stale _
    promql_expr_test:
      - expr: (count(ALERTS{alertname="JobsFailing",alertstate="firing"}) > bool 0) or vector(0)
        exp_samples:
          - labels: "{}"
            value: 0
        eval_time: 1m
`);
});

test('a target has a job and an instance, whichever is said', async () => {
  const { store } = queue();
  const upOf = async (target: Readonly<Record<string, string>>) =>
    [...(await startScenario(store, { target })).series.keys()][0];
  expect(await upOf({})).toBe('up{job="test",instance="localhost:9464"}');
  expect(await upOf({ job: 'worker', zone: 'a' })).toBe(
    'up{job="worker",instance="localhost:9464",zone="a"}',
  );
  expect(await upOf({ instance: 'w1' })).toBe('up{job="test",instance="w1"}');
});

test.each(['45s', '1.5m'] as const)(
  'a step of %s between scrapes of every minute is refused',
  async (step) => {
    const { store } = queue();
    const scenario = await startScenario(store);
    await expect(scenario.advance(step)).rejects.toThrow(
      `a step of a scenario: expected a multiple of its interval of 60000 ms, got ${step}`,
    );
  },
);
