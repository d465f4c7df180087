import { FAILED_JOBS } from '../../rules/meters/worker-rules.js';
import type { AlertLine } from '../dashboard-spec.js';
import { quantileOf, RATE_INTERVAL, rateOf, shareOf } from '../expressions.js';
import { graph, heatmap, quantileBy, quantiles, rateBy, stat, sumBy } from '../panel.js';
import { processQuestions } from './process-questions.js';
import type { SystemDashboard } from './system-dashboard.js';

const OBJECTIVE: AlertLine = { when: 'below', value: 0.99, severity: 'warning' };
const FAILURES: AlertLine = { when: 'above', value: 0.1, severity: 'warning' };
const CHECKSUMS: AlertLine = { when: 'above', value: 0, severity: 'warning' };
const SLOW: AlertLine = { when: 'above', value: 120, severity: 'warning' };

const JOBS = 'guestkit_worker_jobs_total';
const DURATION = 'guestkit_worker_jobs_duration_seconds';
const HANDLERS = 'guestkit_handler_executions_total';
const CHECKS = 'guestkit_checksum_verifications_total';

export const guestkitWorker: SystemDashboard = () => ({
  description:
    'Jobs on disk images, the handlers that do them, and the checksums of what they read.',
  variables: ['operation', 'handler'],
  overview: [
    stat('Jobs that succeed, 1 h', 'percentunit', successOver('1h'), {
      alert: OBJECTIVE,
    }),
    stat('Job duration p95, 5 min', 's', quantileOf(0.95, DURATION, { over: '5m' }), {
      alert: SLOW,
    }),
    stat('Active jobs', 'short', 'sum(guestkit_worker_active_jobs)'),
    stat('Queue depth', 'short', 'sum(guestkit_worker_queue_depth)'),
    stat('Checksums that fail, 5 min', 'percentunit', checksumFailures('5m'), {
      alert: CHECKSUMS,
    }),
    stat('Handler calls that fail, 5 min', 'percentunit', handlerErrors('5m'), {
      alert: FAILURES,
    }),
  ],
  questions: [
    {
      question: 'Do jobs succeed?',
      panels: [
        graph(
          'Success rate of 1 h',
          'percentunit',
          { succeeded: successOver('1h') },
          { alert: OBJECTIVE },
        ),
        graph(
          'Share that fails or times out, of 5 min',
          'percentunit',
          { 'fails or times out': failureOver('5m') },
          { alert: FAILURES },
        ),
        graph('Jobs per second, by status', 'cps', rateBy('status', JOBS), { stacked: true }),
      ],
    },
    {
      question: 'Does the worker keep up, or is it stalled?',
      panels: [
        graph('Active jobs', 'short', sumBy('instance', 'guestkit_worker_active_jobs')),
        graph('Queue depth', 'short', sumBy('instance', 'guestkit_worker_queue_depth')),
        graph('Jobs that ended, per second, by operation', 'cps', rateBy('operation', JOBS)),
      ],
    },
    {
      question: 'How long do jobs take?',
      panels: [
        quantiles('Duration of 5 min: p50, p95, p99, mean', 's', DURATION, {
          over: '5m',
          alert: SLOW,
        }),
        heatmap('Duration: spread', 's', DURATION),
        graph('Duration p95, by operation', 's', quantileBy('operation', 0.95, DURATION), {
          alert: SLOW,
        }),
      ],
    },
    {
      question: 'Which handlers fail, which are slow?',
      panels: [
        graph('Error rate, by handler', 'percentunit', {
          '{{handler}}': shareOf(
            rateOf(HANDLERS, { by: ['handler'], where: 'status="error"' }),
            rateOf(HANDLERS, { by: ['handler'] }),
          ),
        }),
        graph(
          'Duration p95, by handler',
          's',
          quantileBy('handler', 0.95, 'guestkit_handler_duration_seconds'),
        ),
        graph('Calls per second, by handler', 'cps', rateBy('handler', HANDLERS)),
      ],
    },
    {
      question: 'Are images intact?',
      panels: [
        graph(
          'Share of checksums that fail',
          'percentunit',
          { failed: checksumFailures(RATE_INTERVAL) },
          { alert: CHECKSUMS },
        ),
        graph('Verifications per second, by status', 'cps', rateBy('status', CHECKS), {
          stacked: true,
        }),
      ],
    },
    {
      question: 'How much is read and written?',
      panels: [
        graph('Disk bytes per second', 'binBps', {
          read: rateOf('guestkit_worker_disk_read_bytes_total'),
          written: rateOf('guestkit_worker_disk_write_bytes_total'),
        }),
      ],
    },
    ...processQuestions(),
  ],
});

/** Of those that were not cancelled, which is no failure: the objective counts none either. */
function successOver(over: string): string {
  const completed = rateOf(JOBS, { where: 'status="completed"', over });
  return shareOf(completed, rateOf(JOBS, { where: 'status!="cancelled"', over }));
}

function failureOver(over: string): string {
  return shareOf(rateOf(JOBS, { where: FAILED_JOBS, over }), rateOf(JOBS, { over }));
}

function handlerErrors(over: string): string {
  return shareOf(rateOf(HANDLERS, { where: 'status="error"', over }), rateOf(HANDLERS, { over }));
}

/** Of those that were not skipped. */
function checksumFailures(over: string): string {
  const failed = rateOf(CHECKS, { where: 'status="failure"', over });
  return shareOf(failed, rateOf(CHECKS, { where: 'status!="skipped"', over }));
}
