/**
 * The canonical text of a bucket's upper bound, for `le` in every format: `0.005`, `1.0`, `1e+06`, `+Inf` (OpenMetrics 1.0,
 * Canonical Numbers). It is a label value: one bound must have one text, or its series changes. The switch to
 * exponents is that of Go's `%g`: below 1e-4 and from 1e6 on.
 */
export function thresholdText(bound: number): string {
  if (bound === Number.POSITIVE_INFINITY) return '+Inf';
  const [digits = '', power = ''] = bound.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) {
    const sign = exponent < 0 ? '-' : '+';
    return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const text = String(bound);
  return text.includes('.') ? text : `${text}.0`;
}
