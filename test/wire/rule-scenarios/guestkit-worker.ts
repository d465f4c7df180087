import type { BurnScenario, RuleScenario } from './rule-scenario.js';

const WORKER = 'job="guestkit-worker", instance="a:9090"';

function jobs(status: string): string {
  return `guestkit_worker_jobs_total{${WORKER}, operation="system.echo", status="${status}"}`;
}

function ended(le: string): string {
  return `guestkit_worker_jobs_duration_seconds_bucket{${WORKER}, operation="system.echo", status="completed", le="${le}"}`;
}

const COUNT = `guestkit_worker_jobs_duration_seconds_count{${WORKER}, operation="system.echo", status="completed"}`;
const ACTIVE = `guestkit_worker_active_jobs{${WORKER}}`;
const CHECKSUMS = `guestkit_checksum_verifications_total{${WORKER}, status="failure"}`;
const UP = `up{${WORKER}}`;

const failing = {
  labels: { job: 'guestkit-worker', severity: 'warning' },
  summary: 'Jobs of guestkit-worker fail.',
  description:
    '20% of the jobs of guestkit-worker failed or timed out in five minutes; 10 % are allowed.',
};

const stalled = {
  labels: { job: 'guestkit-worker', instance: 'a:9090', severity: 'critical' },
  summary: 'guestkit-worker at a:9090 is stalled.',
  description:
    '2 jobs are active on guestkit-worker at a:9090, and none has ended in five minutes.',
};

export const guestkitWorkerScenarios: readonly RuleScenario[] = [
  {
    when: 'one job in ten fails and one times out',
    series: {
      [jobs('completed')]: '0+8x20',
      [jobs('failed')]: '0+1x20',
      [jobs('timeout')]: '0+1x20',
    },
    atMinute: 7,
    alert: { name: 'WorkerJobsFailing', fires: [failing] },
    recorded: { 'job:guestkit_worker_jobs_failed:ratio_rate5m{job="guestkit-worker"}': 0.2 },
  },
  {
    when: 'jobs have failed for less than five minutes',
    series: { [jobs('completed')]: '0+8x20', [jobs('failed')]: '0+2x20' },
    atMinute: 5,
    alert: { name: 'WorkerJobsFailing', fires: 'not' },
  },
  {
    when: 'one job in twenty fails and many are cancelled',
    series: {
      [jobs('completed')]: '0+9x20',
      [jobs('failed')]: '0+1x20',
      [jobs('cancelled')]: '0+10x20',
    },
    atMinute: 20,
    alert: { name: 'WorkerJobsFailing', fires: 'not' },
  },
  {
    when: 'no job ends any more',
    series: { [jobs('completed')]: '5x30', [jobs('failed')]: '1x30' },
    atMinute: 20,
    alert: { name: 'WorkerJobsFailing', fires: 'not' },
  },
  {
    when: 'jobs are active and none has ended for long',
    series: { [ACTIVE]: '2x30', [jobs('completed')]: '5x30' },
    atMinute: 11,
    alert: { name: 'WorkerStalled', fires: [stalled] },
  },
  {
    when: 'the first jobs never end',
    series: { [ACTIVE]: '2x30' },
    atMinute: 11,
    alert: { name: 'WorkerStalled', fires: [stalled] },
  },
  {
    when: 'a job ends every four minutes',
    series: {
      [ACTIVE]: '2x60',
      [jobs('completed')]: '0 0 0 0 1 1 1 1 2 2 2 2 3 3 3 3 4 4 4 4 5 5 5 5',
    },
    atMinute: 23,
    alert: { name: 'WorkerStalled', fires: 'not' },
  },
  {
    when: 'nothing is to be done',
    series: { [ACTIVE]: '0x30', [jobs('completed')]: '5x30' },
    atMinute: 25,
    alert: { name: 'WorkerStalled', fires: 'not' },
  },
  {
    when: 'a checksum does not hold',
    series: { [CHECKSUMS]: '0 0 0 1x20' },
    atMinute: 5,
    alert: {
      name: 'WorkerChecksumFailed',
      fires: [
        {
          labels: { job: 'guestkit-worker', severity: 'warning' },
          summary: 'A checksum does not hold on guestkit-worker.',
          description:
            'About 1 checksums of guestkit-worker did not hold in five minutes; none is allowed.',
        },
      ],
    },
  },
  {
    when: 'a checksum did not hold, long ago',
    series: { [CHECKSUMS]: '0 0 0 1x20' },
    atMinute: 12,
    alert: { name: 'WorkerChecksumFailed', fires: 'not' },
  },
  {
    when: 'the target is down',
    series: { [UP]: '1 0x20' },
    atMinute: 7,
    alert: {
      name: 'TargetDown',
      fires: [
        {
          labels: { job: 'guestkit-worker', instance: 'a:9090', severity: 'critical' },
          summary: 'A target is down.',
          description:
            "guestkit-worker at a:9090 cannot be scraped; without an instance, there is no target with job='guestkit-worker'.",
        },
      ],
    },
  },
  {
    when: 'a target of another job is down',
    series: { [UP]: '1x20', 'up{job="other", instance="b:1"}': '0x20' },
    atMinute: 20,
    alert: { name: 'TargetDown', fires: 'not' },
  },
];

/** Jobs of which so many in a hundred fail. */
function failingJobs(percent: number): Readonly<Record<string, string>> {
  return { [jobs('completed')]: `0+${100 - percent}x60`, [jobs('failed')]: `0+${percent}x60` };
}

/** Jobs of which so many in a hundred take longer than 128 s. */
function slowJobs(percent: number): Readonly<Record<string, string>> {
  return {
    [ended('128.0')]: `0+${100 - percent}x60`,
    [ended('+Inf')]: '0+100x60',
    [COUNT]: '0+100x60',
  };
}

/** What is recorded of an objective when each window has the same share of errors. */
function everywhere(slo: string, share: number, budgetRemaining: number) {
  const labels = `{job="guestkit-worker", slo="guestkit-worker/${slo}"}`;
  const windows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '30d'];
  return {
    ...Object.fromEntries(
      windows.map((over) => [`job:slo_errors:ratio_rate${over}${labels}`, share] as const),
    ),
    [`job:slo_budget_remaining:ratio${labels}`]: budgetRemaining,
  };
}

export const guestkitWorkerBurns: readonly BurnScenario[] = [
  ...(
    [
      [0.5, []],
      [2, ['3d']],
      [4, ['1d', '3d']],
      [10, ['6h', '1d', '3d']],
      [20, ['1h', '6h', '1d', '3d']],
    ] as const
  ).map(([percent, fires]) => ({
    when: `${percent} % of jobs fail`,
    slo: 'job-success',
    series: failingJobs(percent),
    atMinute: 50,
    fires,
    recorded: everywhere('job-success', percent / 100, Number((1 - percent).toFixed(4))),
  })),
  {
    when: 'a fifth of jobs failed, until ten minutes ago',
    slo: 'job-success',
    series: {
      [jobs('completed')]: '0+80x120 9700+100x120',
      [jobs('failed')]: '0+20x120 2400x120',
    },
    atMinute: 131,
    fires: ['6h', '1d', '3d'],
  },
  {
    when: 'nothing is done any more after failures',
    slo: 'job-success',
    series: { [jobs('completed')]: '0+80x10 800x600', [jobs('failed')]: '0+20x10 200x600' },
    atMinute: 500,
    fires: [],
  },
  ...(
    [
      [3, []],
      [10, ['3d']],
      [20, ['1d', '3d']],
      [40, ['6h', '1d', '3d']],
      [80, ['1h', '6h', '1d', '3d']],
    ] as const
  ).map(([percent, fires]) => ({
    when: `${percent} % of jobs are slow`,
    slo: 'job-duration',
    series: slowJobs(percent),
    atMinute: 50,
    fires,
    recorded: everywhere('job-duration', percent / 100, Number((1 - percent / 5).toFixed(4))),
  })),
  {
    when: 'every scrape succeeds',
    slo: 'availability',
    series: { [UP]: '1x60' },
    atMinute: 50,
    fires: [],
    recorded: everywhere('availability', 0, 1),
  },
  {
    when: 'one of two instances is down',
    slo: 'availability',
    series: { [UP]: '1x60', 'up{job="guestkit-worker", instance="b:9090"}': '0x60' },
    atMinute: 50,
    fires: ['1h', '6h', '1d', '3d'],
    recorded: everywhere('availability', 0.5, -499),
  },
  {
    when: 'it was down for a minute, three hours ago',
    slo: 'availability',
    series: { [UP]: '1x200 0 1x200' },
    atMinute: 390,
    fires: ['3d'],
  },
];
