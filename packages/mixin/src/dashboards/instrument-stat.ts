import type { StatSpec } from './dashboard-spec.js';
import { quantileOf, rateOf } from './expressions.js';
import { familyTitle } from './family-title.js';
import { gaugeShown } from './gauge-shown.js';
import { grafanaRateUnit, grafanaUnit } from './grafana-unit.js';
import type { MeterInstrument } from './meter-dashboard.js';
import { stat } from './panel.js';

/** The one number that says most of an instrument of its kind. */
export function instrumentStat({ kind, family }: MeterInstrument): StatSpec {
  const { name, samples, unit } = family;
  const title = familyTitle(family);
  switch (kind) {
    case 'counter':
    case 'observableCounter':
      return stat(`${title} per second`, grafanaRateUnit(unit), rateOf(samples[0] ?? ''));
    case 'histogram':
      return stat(`${title}, p95`, grafanaUnit(unit), quantileOf(0.95, name));
    case 'upDownCounter':
    case 'observableUpDownCounter':
      return stat(title, grafanaUnit(unit), `sum(${name})`);
    case 'gauge':
    case 'observableGauge': {
      const shown = gaugeShown(family);
      return stat(`${shown.title}, highest`, shown.unit, shown.highest);
    }
  }
}
