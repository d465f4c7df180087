/** What is wrong with a mixin, all of it at once. Recognise it by `code`: several copies of this package may be loaded. */
export class MixinError extends Error {
  override readonly name = 'MixinError';
  readonly code = 'METERKIT_MIXIN';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The mixin cannot be made:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}
