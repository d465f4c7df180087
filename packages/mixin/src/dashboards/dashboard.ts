import type { Dashboard as DashboardModel } from '@grafana/grafana-foundation-sdk/dashboard';

/** A dashboard of Grafana. */
export interface Dashboard {
  /** Of its file: `deployment`. */
  readonly name: string;
  /** As Grafana's own builders make it: what to change is changed here. */
  readonly model: DashboardModel;
  /** The model as JSON. */
  readonly text: string;
}
