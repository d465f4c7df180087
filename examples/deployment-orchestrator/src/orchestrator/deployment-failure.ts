/**
 * Why a deployment failed. The names are what the `reason` label of `deployments_failed_total` says, so they are
 * written out: a minifier may rename a class, not a string.
 */
export type DeploymentFailureName =
  | 'ChecksumMismatch'
  | 'ManifestUnreadable'
  | 'EntryBroken'
  | 'NodeUnavailable'
  | 'RollbackFailed';

export class DeploymentFailure extends Error {
  override readonly name: DeploymentFailureName;

  constructor(name: DeploymentFailureName, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = name;
  }
}
