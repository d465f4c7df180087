import { z } from 'zod';

export const ENVIRONMENTS = ['Development', 'QA', 'Staging', 'Production'] as const;

export type Environment = (typeof ENVIRONMENTS)[number];

export const STRATEGIES = ['Direct', 'Rolling', 'BlueGreen', 'Canary'] as const;

export type Strategy = (typeof STRATEGIES)[number];

/** Why an approver may say no. A closed set, because it is a label: what else there is to say goes into the comment. */
export const REJECTION_REASONS = ['ChangeFreeze', 'TooRisky', 'TestsMissing', 'Other'] as const;

/** What modules and versions are called: parts of paths, so without separators and with no dot at the beginning. */
export const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What a caller asks for. */
export const deploymentRequest = z.strictObject({
  environment: z.enum(ENVIRONMENTS),
  strategy: z.enum(STRATEGIES),
  module: z.string().regex(NAME),
  version: z.string().regex(NAME),
});

export type DeploymentRequest = Readonly<z.infer<typeof deploymentRequest>>;

/** What an approver answers. */
export const decision = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('grant') }),
  z.object({
    decision: z.literal('reject'),
    reason: z.enum(REJECTION_REASONS),
    comment: z.string().max(500).optional(),
  }),
]);

export type Decision = Readonly<z.infer<typeof decision>>;

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
