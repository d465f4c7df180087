import type { FamilyHistory } from './family-history.js';
import type { SeriesHistory } from './series-history.js';

/** The words of a query. Every one of them has to be found. */
export function searchWords(query: string): readonly string[] {
  return query.toLowerCase().replaceAll('"', '').split(/\s+/).filter(Boolean);
}

/**
 * The series of a family that a search finds. A word in its name or help finds all of them, `route=/orders` and any part of it
 * those with such a label. Undefined when the family is not found.
 */
export function search(
  family: FamilyHistory,
  words: readonly string[],
): readonly SeriesHistory[] | undefined {
  const about = `${family.name} ${family.help}`.toLowerCase();
  const left = words.filter((word) => !about.includes(word));
  const series = Array.from(family.all.values());
  if (left.length === 0) return series;
  const found = series.filter(({ pairs }) => {
    const text = pairs
      .map(([name, value]) => `${name}=${value}`)
      .join('\n')
      .toLowerCase();
    return left.every((word) => text.includes(word));
  });
  return found.length > 0 ? found : undefined;
}
