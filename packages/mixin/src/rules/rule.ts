/** A rule in Prometheus's words: what is recorded under a name, or told when it is true. */
export type Rule = RecordingRule | AlertRule;

export interface RecordingRule {
  /** `level:metric:operation`: the labels that are left, the family, what was done to it. */
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** How long it has to hold, as Prometheus writes durations: `5m`. */
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `summary` and `description`, with the labels of the series, and what to look at. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** Rules that are evaluated together, in this order. */
export interface RuleGroup {
  readonly name: string;
  /** How often; `undefined`: as the server has it. */
  readonly interval?: string;
  readonly rules: readonly Rule[];
}
