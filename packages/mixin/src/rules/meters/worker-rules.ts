import { WorkerMetrics } from '@meterkit/meters/worker';
import { alert, stem } from '../alert.js';
import { meterRules } from '../meter-rules.js';

/** A job that timed out has failed for who waits for it; one that was cancelled has not. */
export const FAILED_JOBS = 'status=~"failed|timeout"';

export const workerRules = meterRules(
  WorkerMetrics,
  ({ jobs, activeJobs, checksumVerifications }, { by, byInstance, level, service, instance }) => {
    const failedShare = `${level}:${stem(jobs)}_failed:ratio_rate5m`;
    return [
      {
        record: failedShare,
        expr: `sum by (${by}) (rate(${jobs}{${FAILED_JOBS}}[5m])) / (sum by (${by}) (rate(${jobs}[5m])) > 0)`,
      },
      alert('WorkerJobsFailing', {
        expr: `${failedShare} > 0.1`,
        after: '5m',
        severity: 'warning',
        summary: `Jobs of ${service} fail.`,
        description: `{{ $value | humanizePercentage }} of the jobs of ${service} failed or timed out in five minutes; 10 % are allowed.`,
        runbook: `Which operation: sum by (operation) (rate(${jobs}{${FAILED_JOBS}}[5m])). Then the results and the log of such a job.`,
      }),
      alert('WorkerStalled', {
        // The first job of an operation makes the series that counts it: no series is no job, too.
        expr: `sum by (${byInstance}) (${activeJobs}) > 0 unless on (${byInstance}) sum by (${byInstance}) (increase(${jobs}[5m])) > 0`,
        after: '10m',
        severity: 'critical',
        summary: `${instance} is stalled.`,
        description: `{{ $value }} jobs are active on ${instance}, and none has ended in five minutes.`,
        runbook:
          'Look at the log of the worker and at what its handlers wait for, such as a disk or a lock; then restart it.',
      }),
      alert('WorkerChecksumFailed', {
        expr: `sum by (${by}) (increase(${checksumVerifications}{status="failure"}[5m])) > 0`,
        after: '1m',
        severity: 'warning',
        summary: `A checksum does not hold on ${service}.`,
        description: `About {{ $value | humanize }} checksums of ${service} did not hold in five minutes; none is allowed.`,
        runbook:
          'The result of the job names the image. Copy it again; should that fail, too, look at disk and memory.',
      }),
    ];
  },
);
