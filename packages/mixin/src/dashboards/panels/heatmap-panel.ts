import {
  ScaleDistribution,
  ScaleDistributionConfigBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapColorScale,
  PanelBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { HeatmapSpec } from '../dashboard-spec.js';

/** The buckets of a histogram over time, with exemplars: a click on one leads to its trace. */
export function heatmapPanel({ unit, query }: HeatmapSpec): PanelBuilder {
  return new PanelBuilder()
    .unit('short') // of what is counted in a cell
    .calculate(false)
    .yAxis(new YAxisConfigBuilder().unit(unit))
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme('Oranges')
        .scale(HeatmapColorScale.Exponential)
        .exponent(0.5)
        .steps(64),
    )
    .scaleDistribution(new ScaleDistributionConfigBuilder().type(ScaleDistribution.Linear))
    .showLegend()
    .withTarget(
      new DataqueryBuilder()
        .refId('A')
        .expr(query)
        .format(PromQueryFormat.Heatmap)
        .legendFormat('{{le}}')
        .exemplar(true)
        .range(),
    );
}
