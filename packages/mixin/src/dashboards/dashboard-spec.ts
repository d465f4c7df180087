/** What a dashboard asks and what answers it, before it is laid out and checked. */
export interface DashboardSpec {
  /** Of its address in Grafana and of its file: lower case, digits and dashes. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Open labels that are chosen at the top; every selector of a family that has one is narrowed by it. */
  readonly variables: readonly string[];
  /** What is seen first: numbers of this moment. */
  readonly overview: readonly StatSpec[];
  /** A row each, the most important first. */
  readonly questions: readonly QuestionSpec[];
}

export interface QuestionSpec {
  readonly question: string;
  readonly panels: readonly PanelSpec[];
}

export type PanelSpec = StatSpec | GraphSpec | HeatmapSpec;

interface PanelBase {
  readonly title: string;
  /** Default: the descriptions of the families that are queried. */
  readonly description?: string;
  /** Grafana's id of the unit. */
  readonly unit: string;
}

/** One number of this moment, or the name of the series that there is. */
export interface StatSpec extends PanelBase {
  readonly kind: 'stat';
  readonly query: string;
  readonly alert?: AlertLine;
  /** The legend of a series that is shown by its name, its value being always 1. */
  readonly nameOf?: string;
  readonly decimals?: number;
}

/** Lines over time. */
export interface GraphSpec extends PanelBase {
  readonly kind: 'graph';
  /** PromQL by legend. */
  readonly queries: Readonly<Record<string, string>>;
  readonly alert?: AlertLine;
  /** The lines are parts of a whole. */
  readonly stacked?: boolean;
  /** The first query is of buckets: their exemplars are shown. */
  readonly exemplars?: boolean;
}

/** How the observations of a histogram are spread over time. */
export interface HeatmapSpec extends PanelBase {
  readonly kind: 'heatmap';
  readonly query: string;
}

/** From where on a value is bad: where an alert fires. */
export interface AlertLine {
  readonly when: 'above' | 'below';
  readonly value: number;
  readonly severity: 'info' | 'warning' | 'critical';
}
