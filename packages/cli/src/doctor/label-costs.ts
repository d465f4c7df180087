import type { ParsedFamily } from '@meterkit/exposition';
import type { LabelCost } from './doctor-report.js';

interface Tally {
  readonly values: Set<string>;
  series: number;
  bytes: number;
  mostIn: string;
  mostValues: number;
}

/** What each label costs over all families, those with the most values first. */
export function labelCosts(families: readonly ParsedFamily[]): readonly LabelCost[] {
  const tallies = new Map<string, Tally>();
  for (const { name: family, samples } of families) {
    const own = new Map<string, Set<string>>();
    for (const { labels } of samples)
      for (const [label, value] of labels) {
        const tally = tallyOf(tallies, label);
        tally.values.add(value);
        tally.series++;
        tally.bytes += Buffer.byteLength(label) + Buffer.byteLength(value) + LABEL_SIGNS;
        const values = own.get(label) ?? new Set();
        own.set(label, values.add(value));
      }
    for (const [label, { size }] of own) {
      const tally = tallyOf(tallies, label);
      if (size <= tally.mostValues) continue;
      tally.mostIn = family;
      tally.mostValues = size;
    }
  }
  return Array.from(tallies, ([label, { values, ...rest }]) => ({
    label,
    values: values.size,
    ...rest,
  })).sort((a, b) => b.values - a.values || b.series - a.series);
}

/** Equals sign, two quotes and a comma. */
const LABEL_SIGNS = 4;

function tallyOf(tallies: Map<string, Tally>, label: string): Tally {
  const known = tallies.get(label);
  if (known !== undefined) return known;
  const tally = { values: new Set<string>(), series: 0, bytes: 0, mostIn: '', mostValues: 0 };
  tallies.set(label, tally);
  return tally;
}
