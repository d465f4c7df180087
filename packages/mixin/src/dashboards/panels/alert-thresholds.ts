import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import type { AlertLine } from '../dashboard-spec.js';

const COLOURS = { info: 'blue', warning: 'orange', critical: 'red' } as const;

/** A step begins with its value: one at 0 would colour what is 0. */
const JUST_ABOVE_0 = 1e-9;

/** Green on the good side of the line; all green without one. The first step has no lower end, which is `null`. */
export function alertThresholds(alert: AlertLine | undefined): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(stepsOf(alert));
}

function stepsOf(alert: AlertLine | undefined) {
  if (alert === undefined) return [{ value: null, color: 'green' }];
  const bad = COLOURS[alert.severity];
  const [below, above] = alert.when === 'above' ? ['green', bad] : [bad, 'green'];
  return [
    { value: null, color: below },
    { value: alert.value === 0 ? JUST_ABOVE_0 : alert.value, color: above },
  ];
}
