import { counter, defineMeter, type LabelsOf, text } from '@meterkit/instruments';

const place = { environment: text(), module: text() };
const granted = { ...place, approver: text() };
const rejected = { ...granted, reason: text() };

/** Environments, modules, approvers and reasons multiply. */
const seriesLimit = 10_000;

/** Approvals that deployments wait for. Recording never throws, whatever it is given. */
export class ApprovalMetrics extends defineMeter({
  name: 'approval',
  instruments: {
    requested: counter('approval.requests', {
      description: 'Approvals that were asked for.',
      unit: '{approval}',
      labels: place,
    }),
    granted: counter('approvals.granted', {
      description: 'Approvals that were granted, by who granted them.',
      unit: '{approval}',
      labels: granted,
      seriesLimit,
    }),
    rejected: counter('approvals.rejected', {
      description: 'Approvals that were refused, by who refused them and why.',
      unit: '{approval}',
      labels: rejected,
      seriesLimit,
    }),
  },
}) {
  recordApprovalRequested(labels: LabelsOf<typeof place>): void {
    this.requested.add(1, labels);
  }

  recordApprovalGranted(labels: LabelsOf<typeof granted>): void {
    this.granted.add(1, labels);
  }

  /** `reason` is a word of a small set, not what a person typed: each new one is a new series. */
  recordApprovalRejected(labels: LabelsOf<typeof rejected>): void {
    this.rejected.add(1, labels);
  }
}
