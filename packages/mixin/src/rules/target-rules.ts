import { alert } from './alert.js';
import type { Rule } from './rule.js';
import type { RuleScope } from './rule-scope.js';

/** What is wrong in every service: that it cannot be scraped, and that its metrics do not say all. */
export function targetRules({
  by,
  byInstance,
  selector,
  service,
  instance,
}: RuleScope): readonly Rule[] {
  return [
    alert('TargetDown', {
      expr: 'up == 0 or absent(up)',
      after: '5m',
      severity: 'critical',
      summary: 'A target is down.',
      description: `${instance} cannot be scraped; without an instance, there is no target with ${selector.replaceAll('"', "'")}.`,
      runbook:
        'Is the process running? The page of targets in Prometheus has the error of the last scrape.',
    }),
    alert('MeasurementsDropped', {
      expr: `sum by (${by}, reason) (increase(meterkit_measurements_dropped_total[15m])) > 0`,
      severity: 'info',
      summary: `${service} records what is no measurement.`,
      description: `{{ $value | humanize }} measurements of ${service} were dropped in 15 minutes: {{ $labels.reason }}.`,
      runbook: 'The log of the service named the instrument when it happened first.',
    }),
    alert('SeriesOverflow', {
      expr: `sum by (${by}, instrument) (increase(meterkit_series_overflows_total[15m])) > 0`,
      severity: 'warning',
      summary: `A metric of ${service} has too many series.`,
      description: `{{ $labels.instrument }} of ${service} has reached its limit of series; what is new is recorded under otel_metric_overflow.`,
      runbook: 'Find the label whose values never end, or raise the limit of the instrument.',
    }),
    alert('PagePartial', {
      expr: `sum by (${byInstance}, collector, cause) (increase(meterkit_collect_failures_total[15m])) > 0`,
      severity: 'warning',
      summary: `The page of ${instance} is not whole.`,
      description: `{{ $labels.collector }} of ${instance} could not be collected: {{ $labels.cause }}.`,
      runbook: 'The log of the service has the error.',
    }),
  ];
}
