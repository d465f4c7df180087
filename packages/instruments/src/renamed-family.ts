import type { RenamedFrom } from './renamed-from.js';
import type { SeriesTable } from './series-table.js';
import type { StoreFamily } from './store-family.js';

/** The series of a table under the name that its instrument had before: the same cells, so that nothing is recorded twice. */
export function renamedFamily(
  table: SeriesTable,
  { name, until, exactName = false }: RenamedFrom,
): StoreFamily {
  const description = `Replaced by ${table.name}, kept until ${until}. ${table.description}`;
  const own: Partial<StoreFamily> = { name, exactName, description };
  // A proxy, for an object would have to repeat all the rest.
  return new Proxy(table, {
    get: (target, key) => Reflect.get(Object.hasOwn(own, key) ? own : target, key),
  });
}
