import { counted } from '../terminal/counted.js';
import { paint } from '../terminal/paint.js';
import { printable } from '../terminal/printable.js';
import type { AffectedQuery } from './affected-queries.js';
import type { Change } from './change.js';

/** What breaks, what breaks with it, and what does not. */
export function diffText(changes: readonly Change[], affected: readonly AffectedQuery[]): string {
  const broken = changes.filter(({ breaks }) => breaks);
  const fine = changes.filter(({ breaks }) => !breaks);
  const places = new Map<string, Set<string>>(); // a panel may have several queries
  for (const { place, problems } of affected)
    places.set(place, new Set([...(places.get(place) ?? []), ...problems]));
  return [
    section(
      'Breaks',
      broken.map(({ message }) => `${paint('red', '-')} ${printable(message)}`),
    ),
    section('Panels and rules that break', [...places].flatMap(affectedLines)),
    section(
      'Fine',
      fine.map(({ message }) => `${paint('green', '+')} ${printable(message)}`),
    ),
    `${broken.length} breaking, ${counted(places.size, 'panel or rule', 'panels and rules')} affected, ${fine.length} fine\n`,
  ].join('');
}

function affectedLines([place, problems]: readonly [string, Iterable<string>]): readonly string[] {
  return [
    `${paint('red', '-')} ${printable(place)}`,
    ...Array.from(problems, (problem) => `    ${printable(problem)}`),
  ];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${paint('bold', title)}\n${lines.join('\n')}\n\n`;
}
