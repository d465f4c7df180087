/** Why a job failed that no handler crashed on. The name is in its result. */
export class JobError extends Error {
  override readonly name: 'InvalidJob' | 'UnknownOperation' | 'ChecksumMismatch';

  constructor(name: JobError['name'], message: string) {
    super(message);
    this.name = name;
  }
}
