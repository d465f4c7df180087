/** Wrong definitions of meters, all of them at once. Recognise it by `code`: several copies of this package may be loaded. */
export class MeterDefinitionError extends Error {
  override readonly name = 'MeterDefinitionError';
  readonly code = 'METERKIT_DEFINITION';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
