import type { StatSpec } from './dashboard-spec.js';
import { quantileOf, rateOf } from './expressions.js';
import { familyTitle } from './family-title.js';
import { grafanaRateUnit, grafanaUnit } from './grafana-unit.js';
import type { MeterInstrument } from './meter-dashboard.js';

/** The one number that says most of an instrument of its kind. */
export function instrumentStat({ kind, family }: MeterInstrument): StatSpec {
  const title = familyTitle(family);
  const { name, samples } = family;
  switch (kind) {
    case 'counter':
    case 'observableCounter': {
      const unit = grafanaRateUnit(family.unit);
      return { kind: 'stat', title: `${title} per second`, unit, query: rateOf(samples[0] ?? '') };
    }
    case 'histogram': {
      const unit = grafanaUnit(family.unit);
      return { kind: 'stat', title: `${title}, p95`, unit, query: quantileOf(0.95, name) };
    }
    case 'upDownCounter':
    case 'observableUpDownCounter':
      return { kind: 'stat', title, unit: grafanaUnit(family.unit), query: `sum(${name})` };
    case 'gauge':
    case 'observableGauge': {
      const unit = grafanaUnit(family.unit);
      return { kind: 'stat', title: `${title}, highest`, unit, query: `max(${name})` };
    }
  }
}
