import type { ExitCode } from './exit-code.js';

/** An option of a command, as its help and the parser see it. */
export type OptionSpec =
  | { readonly type: 'boolean'; readonly help: string; readonly short?: string }
  | {
      readonly type: 'string';
      /** What stands for the value in the help: `FILE`. */
      readonly value: string;
      readonly help: string;
      readonly short?: string;
      readonly multiple?: boolean;
    };

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export type ValuesOf<O extends OptionSpecs> = {
  readonly [K in keyof O]?: O[K] extends { readonly type: 'boolean' }
    ? boolean
    : O[K] extends { readonly multiple: true }
      ? readonly string[]
      : string;
};

/** What every command takes. */
export const commonOptions = {
  json: { type: 'boolean', help: 'print JSON instead of text' },
  help: { type: 'boolean', short: 'h', help: 'print this' },
} as const satisfies OptionSpecs;

export interface CommandDefinition<O extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  /** The positional arguments, as the help shows them: `URL|FILE|-`. Each is one that has to be there. */
  readonly positionals: readonly string[];
  readonly options: O;
  /** Further lines of the help. */
  readonly details: string;
  readonly run: (
    values: ValuesOf<O & typeof commonOptions>,
    positionals: readonly string[],
  ) => Promise<ExitCode>;
}

/** A command with the values of its options unknown to who calls it. */
export interface Command extends Omit<CommandDefinition, 'run'> {
  readonly run: (
    values: Readonly<Record<string, unknown>>,
    positionals: readonly string[],
  ) => Promise<ExitCode>;
}

/** Declares a command; what its `run` gets follows from its options. */
export function defineCommand<const O extends OptionSpecs>(
  definition: CommandDefinition<O>,
): Command {
  const { run } = definition;
  return {
    ...definition,
    run: (values, positionals) => run(values as ValuesOf<O & typeof commonOptions>, positionals), // parseCommand checked them by the options
  };
}
