/** Why a deployment failed. */
export class DeploymentFailure extends Error {
  /** The name is what the `reason` label says. It is written out: a minifier may rename a class, not a string. */
  constructor(
    name:
      | 'ManifestUnreadable'
      | 'ChecksumMismatch'
      | 'EntryBroken'
      | 'NodeUnavailable'
      | 'RollbackFailed',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = name;
  }
}
