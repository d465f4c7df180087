import type { Dashboard } from '../../src/dashboards/dashboard.js';

/** What of Grafana's model the tests read. */
export interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly collapsed?: boolean;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly panels?: readonly PanelJson[];
  readonly targets?: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly exemplar?: boolean;
    readonly instant?: boolean;
  }[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly thresholds?: {
        readonly steps: readonly { readonly value: number | null; readonly color: string }[];
      };
    };
  };
}

/** As imported: rows and the panels of open rows. */
export function topPanels({ text }: Dashboard): readonly PanelJson[] {
  return (JSON.parse(text) as { panels: readonly PanelJson[] }).panels; // Grafana's model
}

/** All panels that are no rows, those of collapsed rows included. */
export function allPanels(dashboard: Dashboard): readonly PanelJson[] {
  return topPanels(dashboard).flatMap((panel) =>
    panel.type === 'row' ? (panel.panels ?? []) : [panel],
  );
}
