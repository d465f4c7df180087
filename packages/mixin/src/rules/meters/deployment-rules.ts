import { DeploymentMetrics } from '@meterkit/meters/deployment';
import { alert } from '../alert.js';
import { meterRules } from '../meter-rules.js';

/**
 * From the durations: each deployment that is over has one, and their outcomes are there at zero with the first of an environment.
 * The counter of failures has a series for each reason, the first failure of which no rate can see.
 */
export const deploymentRules = meterRules(
  DeploymentMetrics,
  ({ duration, failed }, { by, level, service }) => {
    const failedShare = `${level}:${duration}_failed:ratio_rate5m`;
    const p95 = `${level}:${duration}:p95_rate30m`;
    return [
      {
        record: failedShare,
        expr: `sum by (${by}) (rate(${duration}_count{status=~"failure|rolled_back"}[5m])) / (sum by (${by}) (rate(${duration}_count[5m])) > 0)`,
      },
      {
        // Deployments are few, and slow ones fewer: most stretches of five minutes hold none.
        record: p95,
        expr: `histogram_quantile(0.95, sum by (${by}, le) (rate(${duration}_bucket[30m])))`,
      },
      alert('DeploymentsFailing', {
        expr: `${failedShare} > 0.1`,
        after: '5m',
        severity: 'warning',
        summary: `Deployments of ${service} fail.`,
        description: `{{ $value | humanizePercentage }} of the deployments of ${service} failed or were rolled back in five minutes; 10 % are allowed.`,
        runbook: `Which, and why: sum by (environment, strategy, module, reason) (increase(${failed}[1h])).`,
      }),
      alert('DeploymentsSlow', {
        expr: `${p95} > 300`,
        after: '10m',
        severity: 'warning',
        summary: `Deployments of ${service} are slow.`,
        description: `One in twenty deployments of ${service} takes longer than {{ $value | humanizeDuration }}; five minutes are allowed.`,
        runbook: `Which: histogram_quantile(0.95, sum by (environment, strategy, le) (rate(${duration}_bucket[30m]))).`,
      }),
    ];
  },
);
