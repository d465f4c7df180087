/** What is decided by names, some of them patterns in which `*` stands for any text. */
export class NameTable<T> {
  readonly #exact: ReadonlyMap<string, T>;
  /** The longest first: it says most. */
  readonly #patterns: readonly (readonly [pattern: RegExp, value: T])[];

  constructor(values: Readonly<Record<string, T>>) {
    const entries = Object.entries(values);
    this.#exact = new Map(entries.filter(([name]) => !name.includes('*')));
    this.#patterns = entries
      .filter(([name]) => name.includes('*'))
      .sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1))
      .map(([pattern, value]) => [namePattern(pattern), value]);
  }

  /** What was decided of the name itself, or of the longest pattern that it matches. */
  of(name: string): T | undefined {
    return this.#exact.get(name) ?? this.#patterns.find(([pattern]) => pattern.test(name))?.[1];
  }
}

/** Whether a name is in a list of names and patterns. */
export function nameList(list: readonly string[]): (name: string) => boolean {
  const table = new NameTable(Object.fromEntries(list.map((name) => [name, true])));
  return (name) => table.of(name) === true;
}

function namePattern(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
