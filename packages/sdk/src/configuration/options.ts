import { type AnyOption, isOption, type OptionGroup } from './option.js';
import { schema } from './schema/schema.js';

/** An option and where it is in the schema. */
export type PlacedOption = AnyOption & {
  /** `scrape.port` */
  readonly path: string;
  /** `['scrape', 'port']` */
  readonly keys: readonly string[];
};

/** All options, in the order of the schema. */
export const options: readonly PlacedOption[] = placed(schema, []);

/**
 * All options, records first: an entry like `service.name` thereby gives way to the option of the same meaning,
 * because of two settings of a source the later one wins.
 */
export const readingOrder: readonly PlacedOption[] = options.toSorted(
  (a, b) => Number(b.kind === 'record') - Number(a.kind === 'record'),
);

/** The option at this path. */
export function optionAt(path: string): PlacedOption | undefined {
  return options.find((option) => option.path === path);
}

function placed(group: OptionGroup, parents: readonly string[]): readonly PlacedOption[] {
  return Object.entries(group).flatMap(([name, node]) => {
    const keys = [...parents, name];
    return isOption(node) ? [{ ...node, keys, path: keys.join('.') }] : placed(node, keys);
  });
}
