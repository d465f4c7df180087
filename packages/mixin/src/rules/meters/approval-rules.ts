import { ApprovalMetrics } from '@meterkit/meters/approval';
import { alert, stem } from '../alert.js';
import { meterRules } from '../meter-rules.js';

export const approvalRules = meterRules(
  ApprovalMetrics,
  ({ granted, rejected }, { by, level, service }) => {
    const rejectedShare = `${level}:${stem(rejected)}:ratio_rate1h`;
    const rejections = `sum by (${by}) (rate(${rejected}[1h]))`;
    // Neither has series before its first event.
    const grants = `(sum by (${by}) (rate(${granted}[1h])) or 0 * ${rejections})`;
    return [
      { record: rejectedShare, expr: `${rejections} / (${grants} + ${rejections} > 0)` },
      alert('ApprovalsRejected', {
        expr: `${rejectedShare} > 0.5`,
        after: '1h',
        severity: 'info',
        summary: `Most approvals of ${service} are rejected.`,
        description: `{{ $value | humanizePercentage }} of the approvals of ${service} were rejected in an hour; 50 % are allowed.`,
        runbook: `By whom, and why: sum by (approver, reason) (increase(${rejected}[1h])).`,
      }),
    ];
  },
);
