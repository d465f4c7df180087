import { occupiedNames } from '../names/metric-name.js';
import type { Page } from '../page.js';

/**
 * The page of those families alone that are named: as the page names them, or one of their samples (`orders`, `orders_total`,
 * `latency_seconds_bucket`). A name that is on no family adds nothing.
 */
export function selectFamilies(page: Page, names: ReadonlySet<string>): Page {
  const families = page.families.filter(({ name, type }) =>
    occupiedNames(name, type).some((occupied) => names.has(occupied)),
  );
  return { families, problems: page.problems };
}
