import type { AlertLine } from '../dashboard-spec.js';
import { quantileOf, RATE_INTERVAL, rateOf, shareOf } from '../expressions.js';
import { graph, heatmap, maxBy, quantiles, stat, sumBy } from '../panel.js';
import { processQuestions } from './process-questions.js';
import type { SystemDashboard } from './system-dashboard.js';

const SUCCESS: AlertLine = { when: 'below', value: 0.95, severity: 'warning' };
const FAILURES: AlertLine = { when: 'above', value: 0.05, severity: 'warning' };
const SLOW: AlertLine = { when: 'above', value: 1000, severity: 'warning' };
const IN_A_ROW: AlertLine = { when: 'above', value: 10, severity: 'critical' };
const DOWN: AlertLine = { when: 'below', value: 1, severity: 'critical' };

const DURATION = 'tops_worker_attempt_duration_ms';
const LATENCY = 'tops_worker_network_latency_ms';
const BREAKER = 'tops_worker_circuit_breaker_state';

/** Nothing before the first success, which is at 0. */
const SINCE_SUCCESS = 'time() - max(tops_worker_last_success_timestamp_seconds > 0)';

export const topsWorker: SystemDashboard = () => ({
  description: 'Proof-of-work attempts of the workers, and the way to their verifier.',
  variables: [],
  overview: [
    stat('Attempts that succeed, 5 min', 'percentunit', shareOver('successful', '5m'), {
      alert: SUCCESS,
    }),
    stat('Attempts per second', 'cps', rateOf('tops_worker_total_attempts_total')),
    stat('Attempt duration p95, 5 min', 'ms', quantileOf(0.95, DURATION, { over: '5m' }), {
      alert: SLOW,
    }),
    stat('Failures in a row, worst worker', 'short', 'max(tops_worker_consecutive_failures)', {
      alert: IN_A_ROW,
    }),
    stat('Last successful attempt, ago', 's', SINCE_SUCCESS),
    stat('Circuit breaker', 'short', `max by (state) (${BREAKER}) == 1`, { nameOf: '{{state}}' }),
    stat('Workers that are up', 'percentunit', 'avg(up)', { alert: DOWN }),
    stat('Uptime, youngest worker', 'h', 'min(tops_worker_uptime_seconds) / 3600'),
    stat('Queue depth', 'short', 'sum(tops_worker_queue_depth)'),
  ],
  questions: [
    {
      question: 'Do attempts succeed, and why do they not?',
      panels: [
        graph(
          'Share that fails',
          'percentunit',
          { failed: shareOver('failed', RATE_INTERVAL) },
          { alert: FAILURES },
        ),
        graph('Errors per second, by kind', 'cps', {
          gpu: rateOf('tops_worker_gpu_errors_total'),
          network: rateOf('tops_worker_network_errors_total'),
          signature: rateOf('tops_worker_signature_errors_total'),
          validation: rateOf('tops_worker_validation_errors_total'),
        }),
        graph('Attempts per second', 'cps', {
          succeeded: rateOf('tops_worker_successful_attempts_total'),
          failed: rateOf('tops_worker_failed_attempts_total'),
        }),
      ],
    },
    {
      question: 'In which state is each worker?',
      panels: [
        graph('Failures in a row', 'short', maxBy('instance', 'tops_worker_consecutive_failures'), {
          alert: IN_A_ROW,
        }),
        graph('Circuit breakers in a state', 'short', {
          '{{state}}': `sum by (state) (${BREAKER})`,
        }),
        graph('Since the last successful attempt', 's', {
          '{{instance}}': `time() - max by (instance) (tops_worker_last_success_timestamp_seconds > 0)`,
        }),
        graph('Success rate since the start, as the worker says it', 'percent', {
          '{{instance}}': `max by (instance) (tops_worker_success_rate) / 100`,
        }),
        graph('Uptime in hours', 'h', {
          '{{instance}}': `max by (instance) (tops_worker_uptime_seconds) / 3600`,
        }),
        graph('Queue depth', 'short', sumBy('instance', 'tops_worker_queue_depth')),
      ],
    },
    {
      question: 'How long do attempts take, and the way to the verifier?',
      panels: [
        quantiles('Attempt: p50, p95, p99, mean', 'ms', DURATION, { alert: SLOW }),
        heatmap('Attempt: spread', 'ms', DURATION),
        quantiles('Verifier: p50, p95, p99, mean', 'ms', LATENCY),
      ],
    },
    {
      question: 'Is the GPU busy, is its memory full?',
      panels: [
        graph(
          'GPU utilisation',
          'percentunit',
          maxBy('instance', 'tops_worker_gpu_utilization_ratio'),
        ),
        graph('GPU memory in use', 'bytes', sumBy('instance', 'tops_worker_gpu_memory_bytes')),
      ],
    },
    ...processQuestions(),
  ],
});

function shareOver(outcome: 'successful' | 'failed', over: string): string {
  const part = rateOf(`tops_worker_${outcome}_attempts_total`, { over });
  return shareOf(part, rateOf('tops_worker_total_attempts_total', { over }));
}
