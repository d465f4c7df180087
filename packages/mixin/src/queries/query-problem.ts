/** Something in an expression that no series of the service answers. */
export interface QueryProblem {
  /**
   * `syntax`: no PromQL. `metric`, `label`: there is none of that name. `value`: not of the label's closed set. `bound`: no
   * bucket of the histogram ends there. `quantile`: the label `le` was summed away before `histogram_quantile`. `match`: the
   * sides of an operator have different labels, so that no series ever meets another. `type`: Prometheus refuses it, such as `rate`
   * of an instant vector, or the function is not for that type of metric.
   */
  readonly kind: 'syntax' | 'metric' | 'label' | 'value' | 'bound' | 'quantile' | 'match' | 'type';
  /** Offsets in the expression, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  readonly found: string;
  /** What was probably meant. */
  readonly nearest: string | undefined;
  /** A sentence without a full stop: rule, value found, and what was probably meant. */
  readonly message: string;
}
