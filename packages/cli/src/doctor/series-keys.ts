import type { ParsedFamily } from '@meterkit/exposition';

/** Every series of a page, as a query would name it. */
export function seriesKeys(families: readonly ParsedFamily[]): ReadonlySet<string> {
  return new Set(
    families.flatMap(({ samples }) =>
      samples.map(({ name, labels }) => {
        const pairs = Array.from(labels, ([label, value]) => `${label}=${JSON.stringify(value)}`);
        return pairs.length === 0 ? name : `${name}{${pairs.sort().join(',')}}`;
      }),
    ),
  );
}
