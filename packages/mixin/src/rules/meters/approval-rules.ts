import { ApprovalMetrics } from '@meterkit/meters/approval';
import { alert, stem } from '../alert.js';
import { meterRules } from '../meter-rules.js';

export const approvalRules = meterRules(
  ApprovalMetrics,
  ({ granted, rejected }, { by, level, service }) => {
    const rejections = `${level}:${stem(rejected)}:increase1h`;
    const grants = `${level}:${stem(granted)}:increase1h`;
    const rejectedShare = `${level}:${stem(rejected)}:ratio_increase1h`;
    return [
      { record: rejections, expr: `sum by (${by}) (${riseOfHour(rejected)})` },
      { record: grants, expr: `sum by (${by}) (${riseOfHour(granted)})` },
      {
        record: rejectedShare,
        expr: `${rejections} / (${rejections} + (${grants} or 0 * ${rejections}) > 0)`,
      },
      alert('ApprovalsRejected', {
        expr: `${rejectedShare} > 0.5`,
        after: '1h',
        severity: 'info',
        summary: `Most approvals of ${service} are rejected.`,
        description: `{{ $value | humanizePercentage }} of the approvals of ${service} were rejected in an hour; 50 % are allowed.`,
        runbook: `By whom, and why: sum by (approver, reason) (${riseOfHour(rejected)}).`,
      }),
    ];
  },
);

/**
 * How much each series has risen in an hour. Approvals are few, and each module, approver and reason has a series of its own, the
 * first event of which no rate can see: one that was not there an hour ago has risen by what it says.
 */
function riseOfHour(counter: string): string {
  return `${counter} unless last_over_time(${counter}[10m] offset 1h) or increase(${counter}[1h])`;
}
