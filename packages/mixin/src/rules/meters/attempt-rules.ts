import { AttemptMetrics } from '@meterkit/meters/worker';
import { alert, stem } from '../alert.js';
import { meterRules } from '../meter-rules.js';

export const attemptRules = meterRules(
  AttemptMetrics,
  (
    { totalAttempts, failedAttempts, attemptDuration, consecutiveFailures, uptime },
    { by, byInstance, level, selector, service, instance },
  ) => {
    const failedShare = `${level}:${stem(failedAttempts)}:ratio_rate5m`;
    const p95 = `${level}:${attemptDuration}:p95_rate5m`;
    return [
      {
        record: failedShare,
        expr: `sum by (${by}) (rate(${failedAttempts}[5m])) / (sum by (${by}) (rate(${totalAttempts}[5m])) > 0)`,
      },
      {
        record: p95,
        expr: `histogram_quantile(0.95, sum by (${by}, le) (rate(${attemptDuration}_bucket[5m])))`,
      },
      alert('AttemptsFailing', {
        expr: `${failedShare} > 0.05`,
        after: '2m',
        severity: 'warning',
        summary: `Attempts of ${service} fail.`,
        description: `{{ $value | humanizePercentage }} of the attempts of ${service} failed in five minutes; 5 % are allowed.`,
        runbook: `The counters beside ${failedAttempts} say of what kind the errors are: GPU, network, signature or validation.`,
      }),
      alert('AttemptsSlow', {
        expr: `${p95} > 1000`,
        after: '5m',
        severity: 'warning',
        summary: `Attempts of ${service} are slow.`,
        description: `One in twenty attempts of ${service} takes longer than {{ $value | humanize }} ms; 1000 ms are allowed.`,
        runbook: 'Compare with the latency of the network and the utilisation of the GPU.',
      }),
      alert('AttemptsFailInARow', {
        expr: `max by (${byInstance}) (${consecutiveFailures}) > 10`,
        after: '1m',
        severity: 'critical',
        summary: `No attempt of ${instance} succeeds.`,
        description: `The last {{ $value }} attempts of ${instance} have failed; 10 are allowed.`,
        runbook:
          'An open circuit breaker means that the verifier cannot be reached; otherwise look at the log.',
      }),
      // In the place of that of every service.
      alert('TargetDown', {
        expr: `up == 0 or max by (${byInstance}) (${uptime}) == 0 or absent(up)`,
        after: '1m',
        severity: 'critical',
        summary: 'A worker is down.',
        description: `The worker ${instance} cannot be scraped, or has an uptime of zero; without an instance, there is no target with ${selector.replaceAll('"', "'")}.`,
        runbook:
          'Is the process running, and does METRICS_ENABLED=1 reach it? Does Prometheus still know the target?',
      }),
    ];
  },
);
