import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { GraphSpec } from '../dashboard-spec.js';
import { alertThresholds } from './alert-thresholds.js';

/** Lines over time; the place where an alert fires is a dashed line. */
export function graphPanel({ unit, queries, alert, stacked, exemplars }: GraphSpec): PanelBuilder {
  const panel = new PanelBuilder()
    .unit(unit)
    .axisSoftMin(0)
    .lineWidth(1)
    .fillOpacity(stacked ? 40 : 8)
    .showPoints(VisibilityMode.Auto)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs(['lastNotNull']),
    )
    .tooltip(
      new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending),
    );
  if (stacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
  if (alert !== undefined) {
    const dashed = new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed);
    panel.thresholds(alertThresholds(alert)).thresholdsStyle(dashed);
  }
  for (const [i, [legend, query]] of Object.entries(queries).entries()) {
    const target = new DataqueryBuilder().refId(refId(i)).expr(query).legendFormat(legend).range();
    panel.withTarget(exemplars && i === 0 ? target.exemplar(true) : target);
  }
  return panel;
}

/** A, B, C and so on. */
function refId(i: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + i);
}
