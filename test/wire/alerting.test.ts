import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemMixin } from '@meterkit/mixin';
import { describeWith } from '../real-parts.js';
import { RealAlertmanager } from './real-alertmanager.js';
import { RealPrometheus } from './real-prometheus.js';

const TIMEOUT_MS = 120_000;

/** The rules as they are, but that five minutes are fifteen seconds. */
const { rules, files } = systemMixin('tops-worker', { speedup: 20 });

/** The example itself, with these things going wrong. */
interface ExampleProcess {
  readonly process: ChildProcess;
  readonly url: string;
}

describeWith(['prometheus', 'alertmanager'], 'alerts of a real worker', (paths) => {
  let worker: ExampleProcess;
  let alertmanager: RealAlertmanager;
  let prometheus: RealPrometheus;

  async function start(faults: string): Promise<void> {
    worker = await startExample(faults);
    alertmanager = await RealAlertmanager.start(paths.alertmanager);
    prometheus = await RealPrometheus.start(paths.prometheus, worker.url, {
      job: { job_name: 'tops-worker' },
      rules: files().get('rules/tops-worker.yaml') ?? '',
      alertmanager: alertmanager.address,
    });
  }

  afterEach(async () => {
    worker?.process.kill('SIGKILL');
    await prometheus?.stop();
    await alertmanager?.stop();
  });

  test(
    'arrive at Alertmanager when a third of the attempts fail, and when the worker is gone',
    async () => {
      await start('gpu=3');
      const failing = await alertmanager.firing('AttemptsFailing');
      expect(failing).toMatchObject({
        labels: { job: 'tops-worker', severity: 'warning' },
        annotations: {
          summary: 'Attempts of tops-worker fail.',
          description: expect.stringMatching(
            /^[\d.]+% of the attempts of tops-worker failed in five minutes; 5 % are allowed\.$/,
          ),
        },
      });
      expect(Number.parseFloat(failing.annotations.description ?? '')).toBeCloseTo(33.3, -1);

      worker.process.kill('SIGKILL');
      const down = await alertmanager.firing('TargetDown');
      expect(down.labels).toMatchObject({
        job: 'tops-worker',
        instance: new URL(worker.url).host,
        severity: 'critical',
      });
      expect(alertmanager.received.map(({ labels }) => labels.alertname)).not.toContain(
        'AttemptsSlow',
      );
    },
    TIMEOUT_MS,
  );

  test(
    'are silent while nothing goes wrong',
    async () => {
      await start('');
      const recorded = 'job:tops_worker_failed_attempts:ratio_rate5m';
      for (let evaluations = 0; evaluations < 25; ) {
        await prometheus.nextScrape();
        const [count] = await prometheus.query(`count_over_time(${recorded}[10m])`);
        evaluations = count?.value ?? 0;
      }
      expect(await prometheus.query(recorded)).toMatchObject([{ value: 0 }]);
      expect(await prometheus.query('ALERTS{alertstate="firing"}')).toEqual([]);
      expect(alertmanager.received).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

test('a rehearsal has the expressions as they are, with shorter durations', () => {
  const usual = systemMixin('tops-worker').rules.flatMap((group) => group.rules);
  const shortened = rules.flatMap((group) => group.rules);
  const withoutDurations = ({ expr }: { readonly expr: string }) => expr.replace(/\[\w+\]/g, '[]');
  expect(shortened.map(withoutDurations)).toEqual(usual.map(withoutDurations));
  expect(shortened[0]?.expr).toBe(usual[0]?.expr.replaceAll('[5m]', '[15s]'));
  expect(shortened.flatMap((rule) => ('alert' in rule ? [rule.for] : []))).toEqual([
    '6s',
    '15s',
    '3s',
    '3s',
    undefined,
    undefined,
    undefined,
  ]);
});

async function startExample(faults: string): Promise<ExampleProcess> {
  const main = join(__dirname, '../../examples/tops-worker/dist/main.js');
  const child = spawn(process.execPath, [main], {
    env: {
      ...{ PATH: process.env.PATH, METRICS_ENABLED: '1', PORT: '0' },
      ...{ THREADS: '1', DIFFICULTY_BITS: '10', FAULTS: faults },
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^metrics: (http:\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume(); // or its pipe fills
    return { process: child, url };
  }
  throw new Error('the worker ended without a page');
}
