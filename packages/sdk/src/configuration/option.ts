/** What every option says of itself, whatever its values are. */
export interface OptionFacts {
  /** One sentence for people: the documents, the example file and the editor show it. */
  readonly description: string;
  /** The environment variable that sets it. */
  readonly env?: `OTEL_${string}` | `METERKIT_${string}`;
  /** `false`: it cannot be written in the YAML file. */
  readonly inFile?: false;
  /** It can also be written in the policy file, and so be changed while the process runs. */
  readonly inPolicy?: true;
  /** Its value is never shown. */
  readonly secret?: true | undefined;
  /** What to do about a wrong value, when the rule alone does not say it. */
  readonly fix?: string | undefined;
}

/** An option that holds one value. */
export interface ValueOption<T> extends OptionFacts {
  readonly kind: 'value';
  /** Completes "expected ...": `an integer from 0 to 65535`. */
  readonly rule: string;
  /** The TypeScript type of its values, as text. */
  readonly type: string;
  readonly default: T;
  /** What the text of an environment variable stands for; the text itself where it stands for nothing. */
  readonly decode: (text: string) => unknown;
  readonly accepts: (value: unknown) => boolean;
  /** Completes "got ..." for a value that does not show by itself what is wrong with it. */
  readonly found?: ((value: unknown) => string | undefined) | undefined;
  /** What any other text of the environment variable means, with a warning. Absent: such a text is a problem. */
  readonly otherwise?: T;
}

/** An option that holds values by name. The entries of all sources are merged. */
export interface RecordOption<T = unknown> extends OptionFacts {
  readonly kind: 'record';
  readonly rule: string;
  readonly type: string;
  readonly default: Readonly<Record<string, T>>;
  readonly decode: (text: string) => unknown;
  /** Completes "expected ..." for the names. */
  readonly nameRule: string;
  readonly acceptsName: (name: string) => boolean;
  /** Completes "expected ..." for the value of an entry. */
  readonly entryRule: string;
  readonly acceptsEntry: (value: unknown) => boolean;
  /** Entries that are options of their own, by path. That option itself wins over the entry within a source. */
  readonly aliases?: ReadonlyMap<string, string>;
}

export type AnyOption = ValueOption<unknown> | RecordOption;

/** Options and groups of options by name: the name of an option is its path in all sources. */
export interface OptionGroup {
  readonly [name: string]: AnyOption | OptionGroup;
}

export function isOption(node: AnyOption | OptionGroup): node is AnyOption {
  return typeof node.kind === 'string'; // a group may have an option named `kind`: an object
}
