import { counter, defineMeter, gauge, oneOf, text } from '@meterkit/instruments';
import { CHECK_FAILURES } from './ready-check.js';

const check = text({ limit: 100 });

/** What the readiness checks have answered, on the page once there is one. */
export class ReadyMetrics extends defineMeter({
  name: 'meterkit',
  instruments: {
    check: gauge('meterkit.ready.check', {
      description: 'Whether a readiness check passed when it was last asked; 0 before it ever was.',
      labels: { check },
    }),
    failures: counter('meterkit.ready.check.failures', {
      description: 'Runs of a readiness check that did not pass, by why.',
      labels: { check, cause: oneOf(...CHECK_FAILURES) },
    }),
  },
}) {}
