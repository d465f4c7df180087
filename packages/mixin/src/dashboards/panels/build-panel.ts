import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { GridPos, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { chosenDatasource } from '../chosen-datasource.js';
import type { PanelSpec } from '../dashboard-spec.js';
import { graphPanel } from './graph-panel.js';
import { heatmapPanel } from './heatmap-panel.js';
import { statPanel } from './stat-panel.js';

/** All of Grafana's builders that make a panel. */
interface AnyPanelBuilder extends Builder<Panel> {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: typeof chosenDatasource): this;
  gridPos(gridPos: GridPos): this;
}

/** `description` is there by now: `buildDashboard` has seen to it. */
export function buildPanel(spec: PanelSpec, id: number, gridPos: GridPos): Panel {
  return builderOf(spec)
    .id(id)
    .title(spec.title)
    .description(spec.description ?? '')
    .datasource(chosenDatasource)
    .gridPos(gridPos)
    .build();
}

function builderOf(spec: PanelSpec): AnyPanelBuilder {
  switch (spec.kind) {
    case 'stat':
      return statPanel(spec);
    case 'graph':
      return graphPanel(spec);
    case 'heatmap':
      return heatmapPanel(spec);
  }
}
