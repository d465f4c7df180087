import { RPC_ERRORS } from '../../rules/meters/rpc-rules.js';
import type { AlertLine } from '../dashboard-spec.js';
import { quantileOf, RATE_INTERVAL, rateOf, shareOf } from '../expressions.js';
import { graph, heatmap, quantileBy, quantiles, rateBy, stat, sumBy } from '../panel.js';
import { processQuestions } from './process-questions.js';
import type { SystemDashboard } from './system-dashboard.js';

const ERRORS: AlertLine = { when: 'above', value: 0.01, severity: 'critical' };
const SLOW: AlertLine = { when: 'above', value: 1, severity: 'warning' };
const LIMITED: AlertLine = { when: 'above', value: 0, severity: 'info' };
const LAG: AlertLine = { when: 'above', value: 1000, severity: 'warning' };

const REQUESTS = 'grpc_server_request_total';
const LATENCY = 'grpc_server_request_duration_seconds';
const STORAGE = 'storage_operation_duration_seconds';
const COMMIT = 'raft_commit_duration_seconds';

/** Of each node, behind the one that has applied most. */
const RAFT_LAG = 'scalar(max(raft_applied_index)) - max by (node) (raft_applied_index)';

export const metastore: SystemDashboard = ({ connections = 1000, streamingMethods }) => {
  const brief = streamingMethods && `method!~${JSON.stringify(streamingMethods)}`;
  const crowded: AlertLine = { when: 'above', value: 0.9 * connections, severity: 'warning' };
  return {
    description: 'Requests over gRPC, watches and leases, storage and Raft of the key-value store.',
    variables: ['method'],
    overview: [
      stat('Requests per second', 'reqps', rateOf(REQUESTS)),
      stat('Requests that fail, 5 min', 'percentunit', errorShare('5m'), { alert: ERRORS }),
      stat('Latency p99, 5 min', 's', quantileOf(0.99, LATENCY, { over: '5m', where: brief }), {
        alert: SLOW,
      }),
      stat(
        'Active connections, fullest node',
        'short',
        'max(sum by (instance) (grpc_server_active_connections))',
        { alert: crowded },
      ),
      stat('Rate limited per second', 'cps', rateOf('grpc_server_rate_limit_hits_total'), {
        alert: LIMITED,
      }),
      stat('Raft lag, farthest node', 'short', `max(${RAFT_LAG})`, { alert: LAG }),
    ],
    questions: [
      {
        question: 'Do requests fail, and with which code?',
        panels: [
          graph(
            'Error rate',
            'percentunit',
            { failed: errorShare(RATE_INTERVAL) },
            { alert: ERRORS },
          ),
          graph('Errors per second, by code', 'cps', rateBy('code', REQUESTS, 'code!="OK"')),
          graph(
            'Handlers that threw, per second',
            'cps',
            rateBy('method', 'grpc_server_panic_total'),
          ),
        ],
      },
      {
        question: 'How long do requests take?',
        panels: [
          graph('Latency p99, by method', 's', quantileBy('method', 0.99, LATENCY, brief), {
            alert: SLOW,
          }),
          quantiles('Latency: p50, p95, p99, mean', 's', LATENCY, { where: brief, alert: SLOW }),
          heatmap('Latency: spread', 's', LATENCY),
        ],
      },
      {
        question: 'How many requests are there, of which method?',
        panels: [
          graph('Requests per second, by method', 'reqps', rateBy('method', REQUESTS), {
            stacked: true,
          }),
          graph('In flight, by method', 'short', sumBy('method', 'grpc_server_in_flight_requests')),
          graph(
            'Rate limited per second, by method',
            'cps',
            rateBy('method', 'grpc_server_rate_limit_hits_total'),
            { alert: LIMITED },
          ),
        ],
      },
      {
        question: 'Who is connected, and holds what?',
        panels: [
          graph(
            'Active connections',
            'short',
            sumBy('instance', 'grpc_server_active_connections'),
            { alert: crowded },
          ),
          graph('Active watches and leases', 'short', {
            watches: 'sum(watch_active_total)',
            leases: 'sum(lease_active_total)',
          }),
          graph(
            'Events sent to watches per second, by type',
            'eps',
            rateBy('event_type', 'watch_events_sent_total'),
          ),
          graph(
            'Lease operations per second, by operation',
            'ops',
            rateBy('operation', 'lease_operations_total'),
          ),
          graph('Refused per second', 'cps', {
            'not authenticated': rateOf('auth_authentication_total', { where: 'status="failure"' }),
            'not authorised': rateOf('auth_authorization_total', { where: 'status="denied"' }),
          }),
        ],
      },
      {
        question: 'Do the nodes keep up with each other?',
        panels: [
          graph('Raft lag in entries, by node', 'short', { '{{node}}': RAFT_LAG }, { alert: LAG }),
          quantiles('Raft commit: p50, p95, p99, mean', 's', COMMIT),
          graph('Entries applied per second, by node', 'cps', {
            '{{node}}': 'sum by (node) (deriv(raft_applied_index[$__rate_interval]) > 0)',
          }),
        ],
      },
      {
        question: 'Is storage slow, does it fail?',
        panels: [
          graph('Operation p99, by operation', 's', quantileBy('operation', 0.99, STORAGE)),
          graph(
            'Operations per second, by operation',
            'ops',
            rateBy('operation', 'storage_operation_total'),
          ),
          graph(
            'Operations that fail per second, by operation',
            'ops',
            rateBy('operation', 'storage_operation_total', 'status="error"'),
          ),
          graph('Current revision', 'short', { revision: 'max(mvcc_current_revision)' }),
          graph('Compactions per second', 'cps', { compactions: rateOf('mvcc_compaction_total') }),
        ],
      },
      ...processQuestions(),
    ],
  };
};

/** By the fault of the server: a client may ask for what is not there as often as it likes. */
function errorShare(over: string): string {
  return shareOf(rateOf(REQUESTS, { where: RPC_ERRORS, over }), rateOf(REQUESTS, { over }));
}
