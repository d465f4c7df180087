import type { Family } from '../families/family.js';
import { inWords } from './in-words.js';

/** A family's name in words, without the unit: `orders_checkout_duration_seconds` is "Orders checkout duration". */
export function familyTitle({ name, unit }: Family): string {
  const hasUnit = unit !== '' && name.endsWith(`_${unit}`);
  return inWords(hasUnit ? name.slice(0, -unit.length - 1) : name);
}
