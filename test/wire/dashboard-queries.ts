import type { Dashboard } from '@meterkit/mixin';

/** A query of a panel, as Grafana would send it. */
export interface DashboardQuery {
  readonly dashboard: string;
  /** The panel's title, and the legend. */
  readonly panel: string;
  readonly query: string;
  /** Whether what is answered is from 0 to 1; a budget can be overdrawn. */
  readonly isShare: boolean;
}

interface PanelJson {
  readonly title: string;
  readonly panels?: readonly PanelJson[];
  readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit: string } };
}

/** What Grafana puts in the place of its variables for targets that are scraped each second. */
const VALUES: Readonly<Record<string, string>> = { __rate_interval: '10s', job: 'wire' };

/** Of all others All is chosen. */
const ALL = '.*';

/** All queries of a dashboard as it is imported, those of collapsed rows included. */
export function dashboardQueries({ name, text }: Dashboard): readonly DashboardQuery[] {
  const { panels } = JSON.parse(text) as { readonly panels: readonly PanelJson[] }; // Grafana's model
  return panels.flatMap((panel) => queriesOf(name, panel));
}

function queriesOf(dashboard: string, panel: PanelJson): readonly DashboardQuery[] {
  const { title, fieldConfig, targets = [], panels = [] } = panel;
  const own: readonly DashboardQuery[] = targets.map(({ expr, legendFormat }) => ({
    dashboard,
    panel: legendFormat === undefined ? title : `${title}: ${legendFormat}`,
    query: expr.replace(/\$(\w+)/g, (_, name: string) => VALUES[name] ?? ALL),
    isShare: fieldConfig?.defaults.unit === 'percentunit' && !expr.includes('slo_budget'),
  }));
  return [...own, ...panels.flatMap((one) => queriesOf(dashboard, one))];
}
