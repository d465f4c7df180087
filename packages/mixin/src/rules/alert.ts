import type { AlertRule } from './rule.js';

export interface AlertOptions {
  readonly expr: string;
  /** How long it has to hold. */
  readonly after?: string;
  /** `critical`: somebody has to act now. `warning`: today. `info`: good to know. */
  readonly severity: 'critical' | 'warning' | 'info';
  readonly labels?: Readonly<Record<string, string>>;
  /** One line: what, and of which service. */
  readonly summary: string;
  /** How it stands, in numbers. */
  readonly description: string;
  /** Where to look first. */
  readonly runbook: string;
}

export function alert(name: string, options: AlertOptions): AlertRule {
  const { expr, after, severity, labels, summary, description, runbook } = options;
  return {
    alert: name,
    expr,
    ...(after === undefined ? {} : { for: after }),
    labels: { severity, ...labels },
    annotations: { summary, description, runbook },
  };
}

/** The name of a family in that of a recorded series: `orders_placed` of `orders_placed_total` (Prometheus, Recording rules). */
export function stem(sample: string): string {
  return sample.replace(/_total$/, '');
}
