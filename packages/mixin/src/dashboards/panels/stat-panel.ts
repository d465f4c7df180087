import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import type { StatSpec } from '../dashboard-spec.js';
import { alertThresholds } from './alert-thresholds.js';

/** A number of this moment. It has no line behind it: the last value of a range may be hours old and looks as if it were of now. */
export function statPanel({ unit, query, alert, nameOf, decimals }: StatSpec): PanelBuilder {
  const target = new DataqueryBuilder().refId('A').expr(query).instant();
  if (nameOf !== undefined) target.legendFormat(nameOf);
  const panel = new PanelBuilder()
    .unit(unit)
    .noValue('none')
    .thresholds(alertThresholds(alert))
    .colorMode(alert === undefined ? BigValueColorMode.None : BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .textMode(nameOf === undefined ? BigValueTextMode.Value : BigValueTextMode.Name)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .withTarget(target);
  return decimals === undefined ? panel : panel.decimals(decimals);
}
