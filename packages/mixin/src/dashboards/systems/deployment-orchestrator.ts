import type { AlertLine } from '../dashboard-spec.js';
import { increaseOf, orZero, quantileOf, RATE_INTERVAL, rateOf, shareOf } from '../expressions.js';
import { graph, heatmap, increaseBy, quantileBy, quantiles, rateBy, stat } from '../panel.js';
import { processQuestions } from './process-questions.js';
import type { SystemDashboard } from './system-dashboard.js';

const SUCCESS: AlertLine = { when: 'below', value: 0.9, severity: 'warning' };
const SLOW: AlertLine = { when: 'above', value: 300, severity: 'warning' };
const HTTP_ERRORS: AlertLine = { when: 'above', value: 0.05, severity: 'critical' };
const REJECTIONS: AlertLine = { when: 'above', value: 0.5, severity: 'info' };
const MEMORY: AlertLine = { when: 'above', value: 2 * 1024 ** 3, severity: 'warning' };
const GC: AlertLine = { when: 'above', value: 0.1, severity: 'warning' };

const DURATION = 'deployment_duration_seconds';
const HTTP = 'http_server_request_duration_seconds';
const HTTP_REQUESTS = `${HTTP}_count`;

export const deploymentOrchestrator: SystemDashboard = () => ({
  description: 'Deployments, their approvals, and the HTTP API that they are asked for by.',
  variables: ['environment', 'strategy', 'module'],
  overview: [
    stat('Deployments that succeed, 1 h', 'percentunit', successOver('1h'), { alert: SUCCESS }),
    stat(
      'Deployments started, 1 h',
      'short',
      orZero(increaseOf('deployments_started_total', { over: '1h' })),
      { decimals: 0 },
    ),
    stat('Deployment duration p95, 1 h', 's', quantileOf(0.95, DURATION, { over: '1h' }), {
      alert: SLOW,
    }),
    stat('HTTP answers 5xx, 5 min', 'percentunit', httpShare('5..', '5m'), { alert: HTTP_ERRORS }),
    stat('Memory, largest process', 'bytes', 'max(process_memory_usage_bytes)', { alert: MEMORY }),
    stat(
      'Time in garbage collection, 5 min',
      'percentunit',
      `max(${rateOf('v8js_gc_duration_seconds_sum', { by: ['instance'], over: '5m' })})`,
      { alert: GC },
    ),
  ],
  questions: [
    {
      question: 'Do deployments succeed, and why do they not?',
      panels: [
        graph(
          'Success rate',
          'percentunit',
          { 'of 5 min': successOver('5m'), 'of 1 h': successOver('1h') },
          { alert: SUCCESS },
        ),
        graph('Ended per second, by outcome', 'cps', rateBy('status', `${DURATION}_count`), {
          stacked: true,
        }),
        graph(
          'Failures per second, by reason',
          'cps',
          rateBy('reason', 'deployments_failed_total'),
        ),
      ],
    },
    {
      question: 'How long do deployments take?',
      panels: [
        quantiles('Duration of 30 min: p50, p95, p99, mean', 's', DURATION, {
          over: '30m',
          alert: SLOW,
        }),
        heatmap('Duration: spread', 's', DURATION),
        graph(
          'Duration p95 of 30 min, by strategy',
          's',
          { '{{strategy}}': quantileOf(0.95, DURATION, { by: ['strategy'], over: '30m' }) },
          { alert: SLOW },
        ),
      ],
    },
    {
      question: 'How many deployments start, where and how?',
      panels: [
        graph('Started per hour', 'short', {
          started: increaseOf('deployments_started_total', { over: '1h' }),
        }),
        graph(
          'Started per second, by environment',
          'cps',
          rateBy('environment', 'deployments_started_total'),
          { stacked: true },
        ),
        graph(
          'Started per second, by strategy',
          'cps',
          rateBy('strategy', 'deployments_started_total'),
          { stacked: true },
        ),
        graph('Completed and rolled back per hour', 'short', {
          completed: increaseOf('deployments_completed_total', { over: '1h' }),
          'rolled back': increaseOf('deployments_rolled_back_total', { over: '1h' }),
        }),
        graph(
          'Modules deployed per hour, by environment',
          'short',
          increaseBy('environment', 'modules_deployed_total', '1h'),
        ),
        graph(
          'Nodes updated per hour, by operation',
          'short',
          increaseBy('operation', 'nodes_updated_total', '1h'),
        ),
      ],
    },
    {
      question: 'Are approvals asked for, granted, rejected?',
      panels: [
        graph(
          'Requests over 24 h, by environment',
          'short',
          increaseBy('environment', 'approval_requests_total', '24h'),
        ),
        graph('Granted and rejected per second', 'cps', {
          granted: orZero(rateOf('approvals_granted_total')),
          rejected: orZero(rateOf('approvals_rejected_total')),
        }),
        graph(
          'Share rejected, of 1 h',
          'percentunit',
          { rejected: rejectedShare('1h') },
          {
            description:
              'Without the first of each module, approver and reason, which no rate sees; the alert counts them, too.',
            alert: REJECTIONS,
          },
        ),
        graph(
          'Granted per hour, by environment',
          'short',
          increaseBy('environment', 'approvals_granted_total', '1h'),
        ),
        graph(
          'Rejected per hour, by environment',
          'short',
          increaseBy('environment', 'approvals_rejected_total', '1h'),
        ),
      ],
    },
    {
      question: 'Does the HTTP API answer, rightly and fast?',
      panels: [
        graph(
          'Share of 4xx and 5xx',
          'percentunit',
          { '5xx': httpShare('5..'), '4xx': httpShare('4..') },
          { alert: HTTP_ERRORS },
        ),
        quantiles('Latency: p50, p95, p99, mean', 's', HTTP),
        graph('Latency p95, by route', 's', quantileBy('http_route', 0.95, HTTP)),
        graph('4xx and 5xx per second', 'reqps', {
          '5xx': orZero(httpRate('5..')),
          '4xx': orZero(httpRate('4..')),
        }),
        graph('Requests per second, by route', 'reqps', rateBy('http_route', HTTP_REQUESTS), {
          stacked: true,
        }),
        graph(
          'Requests per second, by status',
          'reqps',
          rateBy('http_response_status_code', HTTP_REQUESTS),
          { stacked: true },
        ),
      ],
    },
    ...processQuestions({ memory: MEMORY, gc: GC }),
  ],
});

/**
 * From the durations, whose outcomes are there at zero with the first deployment of an environment: the counter of failures has a
 * series for each reason, the first failure of which no rate can see.
 */
function successOver(over: string): string {
  const succeeded = rateOf(`${DURATION}_count`, { where: 'status="success"', over });
  return shareOf(succeeded, rateOf(`${DURATION}_count`, { over }));
}

function rejectedShare(over: string): string {
  const rejected = orZero(rateOf('approvals_rejected_total', { over }));
  const granted = orZero(rateOf('approvals_granted_total', { over }));
  return shareOf(rejected, `${rejected} + ${granted}`);
}

function httpRate(status: string, over = RATE_INTERVAL): string {
  return rateOf(HTTP_REQUESTS, { where: `http_response_status_code=~"${status}"`, over });
}

function httpShare(status: string, over = RATE_INTERVAL): string {
  return shareOf(orZero(httpRate(status, over)), rateOf(HTTP_REQUESTS, { over }));
}
