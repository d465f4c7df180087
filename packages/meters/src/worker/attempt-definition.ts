import {
  counter,
  explicitBounds,
  gauge,
  histogram,
  type LabelsOf,
  observableGauge,
  oneOf,
} from '@meterkit/instruments';
import { queueDepth } from './queue-depth.js';

const breaker = { state: oneOf('closed', 'open', 'half_open') };

/** Where a circuit breaker stands. */
export type CircuitBreakerState = LabelsOf<typeof breaker>['state'];

export const attemptDefinition = {
  name: 'worker',
  instruments: {
    totalAttempts: counter('worker.total_attempts', {
      description: 'Attempts that ended, successful or not.',
      unit: '{attempt}',
    }),
    successfulAttempts: counter('worker.successful_attempts', {
      description: 'Attempts that succeeded.',
      unit: '{attempt}',
    }),
    failedAttempts: counter('worker.failed_attempts', {
      description: 'Attempts that did not succeed.',
      unit: '{attempt}',
    }),
    gpuErrors: errors('gpu', 'Errors of the GPU or its driver.'),
    networkErrors: errors('network', 'Errors on the way to the verifier or back.'),
    signatureErrors: errors(
      'signature',
      'Results that could not be signed, or whose signature did not hold.',
    ),
    validationErrors: errors('validation', 'Results that did not hold when they were verified.'),
    uptime: observableGauge('worker.uptime', {
      description: 'Time since the worker started.',
      unit: 's',
    }),
    consecutiveFailures: gauge('worker.consecutive_failures', {
      description: 'Attempts that failed since the last one that succeeded.',
      unit: '{attempt}',
    }),
    successRate: gauge('worker.success_rate', {
      description: 'Share of all attempts that succeeded, in percent times 100, rounded down.',
    }),
    attemptDuration: histogram('worker_attempt_duration_ms', {
      description: 'Time from the start of an attempt to its end, in milliseconds.',
      unit: 'ms',
      exactName: true,
      bounds: explicitBounds(10, 25, 50, 100, 200, 500, 1000, 2000),
    }),
    networkLatency: histogram('worker_network_latency_ms', {
      description: 'Time from a request to the verifier to its answer, in milliseconds.',
      unit: 'ms',
      exactName: true,
      bounds: explicitBounds(1, 5, 10, 25, 50, 100, 250, 500),
    }),
    lastSuccess: gauge('worker.last_success.timestamp', {
      description: 'Unix time of the last attempt that succeeded, 0 before the first.',
      unit: 's',
    }),
    circuitBreakerState: gauge('worker.circuit_breaker.state', {
      description: 'State of the circuit breaker before the verifier: 1 for the present one.',
      labels: breaker,
    }),
    queueDepth,
  },
};

function errors(kind: string, description: string) {
  return counter(`worker.${kind}_errors`, { description, unit: '{error}' });
}
