import type { Family } from '../families/family.js';

/** A family's name in words, without the unit: `orders_checkout_duration_seconds` is "Orders checkout duration". */
export function familyTitle({ name, unit }: Pick<Family, 'name' | 'unit'>): string {
  const bare = unit !== '' && name.endsWith(`_${unit}`) ? name.slice(0, -unit.length - 1) : name;
  const words = bare.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
