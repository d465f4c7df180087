import type { Strategy } from './strategies.js';

export const ENVIRONMENTS = ['Development', 'QA', 'Staging', 'Production'] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

/** What modules and versions are called: parts of paths, so without separators and with no dot at the beginning. */
export const NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$';

/** Why an approver may say no. A closed set, because it is a label: what else there is to say goes into the comment. */
export const REJECTION_REASONS = ['ChangeFreeze', 'TooRisky', 'TestsMissing', 'Other'] as const;

export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** What a caller asks for. */
export interface DeploymentRequest {
  readonly environment: Environment;
  readonly strategy: Strategy;
  readonly module: string;
  readonly version: string;
}

/** What an approver answers. */
export type Decision =
  | { readonly decision: 'grant' }
  | {
      readonly decision: 'reject';
      readonly reason: RejectionReason;
      readonly comment?: string;
    };

/** `interrupted`: the service ended while the deployment was running. */
export type DeploymentStatus =
  | 'awaiting-approval'
  | 'rejected'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'rolled-back'
  | 'interrupted';

/** A deployment as the API shows it and as the state file keeps it. Times are ISO 8601. */
export interface Deployment extends DeploymentRequest {
  readonly id: string;
  readonly status: DeploymentStatus;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly approval?: Decision & { readonly approver: string; readonly decidedAt: string };
  readonly failure?: { readonly reason: string; readonly message: string };
  readonly finishedAt?: string;
}
