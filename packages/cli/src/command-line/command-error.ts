import { type ExitCode, exitCodes } from './exit-code.js';

/** Ends a command with a message for people: subject, rule, value, fix. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code = 'METERKIT_COMMAND';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = exitCodes.wrongUse) {
    super(message);
    this.exitCode = exitCode;
  }
}
