import type { RuleScenario } from './rule-scenario.js';

const JOB = 'job="tops-worker", instance="a:8082"';
const TOTAL = `tops_worker_total_attempts_total{${JOB}}`;
const FAILED = `tops_worker_failed_attempts_total{${JOB}}`;
const CONSECUTIVE = `tops_worker_consecutive_failures{${JOB}}`;
const UPTIME = `tops_worker_uptime_seconds{${JOB}}`;
const UP = `up{${JOB}}`;

function bucket(le: string): string {
  return `tops_worker_attempt_duration_ms_bucket{${JOB}, le="${le}"}`;
}

function down(labels: Readonly<Record<string, string>>, who: string) {
  return {
    labels: { job: 'tops-worker', severity: 'critical', ...labels },
    summary: 'A worker is down.',
    description: `The worker ${who} cannot be scraped, or has an uptime of zero; without an instance, there is no target with job='tops-worker'.`,
  };
}

export const topsWorkerScenarios: readonly RuleScenario[] = [
  {
    when: 'one attempt in ten fails',
    series: { [TOTAL]: '0+100x20', [FAILED]: '0+10x20' },
    atMinute: 4,
    alert: {
      name: 'AttemptsFailing',
      fires: [
        {
          labels: { job: 'tops-worker', severity: 'warning' },
          summary: 'Attempts of tops-worker fail.',
          description:
            '10% of the attempts of tops-worker failed in five minutes; 5 % are allowed.',
        },
      ],
    },
    recorded: { 'job:tops_worker_failed_attempts:ratio_rate5m{job="tops-worker"}': 0.1 },
  },
  {
    when: 'one attempt in twenty fails',
    series: { [TOTAL]: '0+100x20', [FAILED]: '0+5x20' },
    atMinute: 20,
    alert: { name: 'AttemptsFailing', fires: 'not' },
  },
  {
    when: 'no attempt is made',
    series: { [TOTAL]: '70x20', [FAILED]: '70x20' },
    atMinute: 20,
    alert: { name: 'AttemptsFailing', fires: 'not' },
  },
  {
    when: 'one attempt in ten takes more than a second',
    series: {
      [bucket('500.0')]: '0x20',
      [bucket('1000.0')]: '0+90x20',
      [bucket('2000.0')]: '0+100x20',
      [bucket('+Inf')]: '0+100x20',
    },
    atMinute: 7,
    alert: {
      name: 'AttemptsSlow',
      fires: [
        {
          labels: { job: 'tops-worker', severity: 'warning' },
          summary: 'Attempts of tops-worker are slow.',
          description:
            'One in twenty attempts of tops-worker takes longer than 1.5k ms; 1000 ms are allowed.',
        },
      ],
    },
    recorded: { 'job:tops_worker_attempt_duration_ms:p95_rate5m{job="tops-worker"}': 1500 },
  },
  {
    when: 'one attempt in fifty takes more than a second',
    series: {
      [bucket('500.0')]: '0x20',
      [bucket('1000.0')]: '0+98x20',
      [bucket('2000.0')]: '0+100x20',
      [bucket('+Inf')]: '0+100x20',
    },
    atMinute: 20,
    alert: { name: 'AttemptsSlow', fires: 'not' },
  },
  {
    when: 'eleven attempts have failed in a row',
    series: { [CONSECUTIVE]: '11x20' },
    atMinute: 2,
    alert: {
      name: 'AttemptsFailInARow',
      fires: [
        {
          labels: { job: 'tops-worker', instance: 'a:8082', severity: 'critical' },
          summary: 'No attempt of tops-worker at a:8082 succeeds.',
          description: 'The last 11 attempts of tops-worker at a:8082 have failed; 10 are allowed.',
        },
      ],
    },
  },
  {
    when: 'ten attempts have failed in a row',
    series: { [CONSECUTIVE]: '10x20' },
    atMinute: 20,
    alert: { name: 'AttemptsFailInARow', fires: 'not' },
  },
  {
    when: 'the worker cannot be scraped',
    series: { [UP]: '1 1 0x20', [UPTIME]: '10 70 stale' },
    atMinute: 4,
    alert: { name: 'TargetDown', fires: [down({ instance: 'a:8082' }, 'tops-worker at a:8082')] },
  },
  {
    when: 'the uptime is zero',
    series: { [UP]: '1x20', [UPTIME]: '0x20' },
    atMinute: 2,
    alert: { name: 'TargetDown', fires: [down({ instance: 'a:8082' }, 'tops-worker at a:8082')] },
  },
  {
    when: 'there is no such target',
    series: { 'up{job="other", instance="b:1"}': '1x20' },
    atMinute: 2,
    alert: { name: 'TargetDown', fires: [down({}, 'tops-worker at ')] },
  },
  {
    when: 'the worker runs',
    series: { [UP]: '1x20', [UPTIME]: '0+60x20' },
    atMinute: 20,
    alert: { name: 'TargetDown', fires: 'not' },
  },
];
