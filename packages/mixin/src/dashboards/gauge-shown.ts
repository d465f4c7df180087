import type { Family } from '../families/family.js';
import { familyTitle } from './family-title.js';
import { grafanaUnit } from './grafana-unit.js';

export interface GaugeShown {
  readonly title: string;
  readonly unit: string;
  /** All of its series. */
  readonly series: string;
  readonly highest: string;
}

/** How a gauge is shown: as it is; but a point in time as how long ago that was, and 0 as never. */
export function gaugeShown(family: Family): GaugeShown {
  const { name } = family;
  const title = familyTitle(family);
  if (!name.endsWith('_timestamp_seconds'))
    return { title, unit: grafanaUnit(family.unit), series: name, highest: `max(${name})` };
  const ago = { title: title.replace(/ timestamp$/, ', ago'), unit: 's' };
  return { ...ago, series: `time() - (${name} > 0)`, highest: `time() - min(${name} > 0)` };
}
