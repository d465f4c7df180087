import type { Page, PageFamily, PageProblem } from '../page.js';
import type { FamilyColumns } from '../page-model.js';
import type { AssembleOptions } from './assemble-options.js';
import { groupFamily } from './group-family.js';
import { pageStream } from './page-stream.js';
import { StreamGroups } from './stream-groups.js';

/**
 * Makes a page of the streams of all instruments: families by name, `target` first, their names and those of all their samples
 * unique whatever was declared. What cannot be on it is left out, the rest stays, and {@link Page.problems} says why.
 *
 * Nothing is copied where a name belongs to one stream, and its names are converted once: a microsecond a family.
 */
export function assemblePage(
  streams: readonly FamilyColumns[],
  options: AssembleOptions = {},
): Page {
  const { translation, escaping, scopeLabels, constantLabels } = options;
  const optionsKey = JSON.stringify([translation, escaping, scopeLabels, constantLabels]);
  const problems: PageProblem[] = [];
  const groups = new StreamGroups(problems);
  for (const columns of streams) groups.add(pageStream(columns, options, optionsKey));
  const families = Array.from(groups.byName.values(), (group) => groupFamily(group, problems));
  return { families: families.sort(byPlace), problems };
}

function byPlace(a: PageFamily, b: PageFamily): number {
  return rank(a) - rank(b) || (a.name < b.name ? -1 : 1);
}

/** Who the page is about comes first (OpenMetrics 1.0, MetricSet). */
function rank({ type, name }: PageFamily): number {
  return type === 'info' && name === 'target' ? 0 : 1;
}
