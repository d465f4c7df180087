import type { RuleScenario } from './rule-scenario.js';

const JOB = 'job="metastore", instance="a:9090"';
const PUT = 'metastore.KeyValue/Put';

function requests(code: string): string {
  return `grpc_server_request_total{${JOB}, method="${PUT}", code="${code}"}`;
}

function bucket(le: string, method = PUT): string {
  return `grpc_server_request_duration_seconds_bucket{${JOB}, method="${method}", code="OK", le="${le}"}`;
}

function applied(node: string): string {
  return `raft_applied_index{${JOB}, node="${node}"}`;
}

const CONNECTIONS = `grpc_server_active_connections{${JOB}}`;
const LIMITED = `grpc_server_rate_limit_hits_total{${JOB}, method="${PUT}"}`;

export const metastoreScenarios: readonly RuleScenario[] = [
  {
    when: 'two requests in a hundred fail',
    series: {
      [requests('OK')]: '0+98x20',
      [requests('INTERNAL')]: '0+1x20',
      [requests('UNAVAILABLE')]: '0+1x20',
    },
    atMinute: 7,
    alert: {
      name: 'RpcErrors',
      fires: [
        {
          labels: { job: 'metastore', severity: 'critical' },
          summary: 'metastore answers requests with errors.',
          description:
            '2% of the requests to metastore fail by the fault of the server; 1 % is allowed.',
        },
      ],
    },
    recorded: { 'job:grpc_server_request_errors:ratio_rate5m{job="metastore"}': 0.02 },
  },
  {
    when: 'one request in a hundred fails, and clients are wrong often',
    series: {
      [requests('OK')]: '0+49x20',
      [requests('INTERNAL')]: '0+1x20',
      [requests('NOT_FOUND')]: '0+25x20',
      [requests('PERMISSION_DENIED')]: '0+25x20',
    },
    atMinute: 20,
    alert: { name: 'RpcErrors', fires: 'not' },
  },
  {
    when: 'one call in fifty takes more than a second',
    series: {
      [bucket('0.5')]: '0x20',
      [bucket('1.0')]: '0+98x20',
      [bucket('2.5')]: '0+100x20',
      [bucket('+Inf')]: '0+100x20',
    },
    atMinute: 7,
    alert: {
      name: 'RpcSlow',
      fires: [
        {
          labels: { job: 'metastore', method: PUT, severity: 'warning' },
          summary: `${PUT} of metastore is slow.`,
          description: `One in a hundred calls of ${PUT} of metastore takes longer than 1.75s; one second is allowed.`,
        },
      ],
    },
    recorded: {
      [`job_method:grpc_server_request_duration_seconds:p99_rate5m{job="metastore", method="${PUT}"}`]: 1.75,
    },
  },
  {
    when: 'calls are brief, and watches are not',
    series: {
      ...{ [bucket('0.5')]: '0+100x20', [bucket('1.0')]: '0+100x20', [bucket('+Inf')]: '0+100x20' },
      ...{
        [bucket('10.0', 'metastore.Watch/Watch')]: '0x20',
        [bucket('30.0', 'metastore.Watch/Watch')]: '0+9x20',
        [bucket('+Inf', 'metastore.Watch/Watch')]: '0+9x20',
      },
    },
    atMinute: 20,
    alert: { name: 'RpcSlow', fires: 'not' },
  },
  {
    when: 'of a thousand connections 950 are open',
    series: { [CONNECTIONS]: '950x20' },
    atMinute: 6,
    alert: {
      name: 'RpcConnectionsNearLimit',
      fires: [
        {
          labels: { job: 'metastore', instance: 'a:9090', severity: 'warning' },
          summary: 'metastore at a:9090 has few connections left.',
          description: '950 of the 1000 connections that metastore at a:9090 admits are open.',
        },
      ],
    },
  },
  {
    when: 'of a thousand connections 900 are open',
    series: { [CONNECTIONS]: '900x20' },
    atMinute: 20,
    alert: { name: 'RpcConnectionsNearLimit', fires: 'not' },
  },
  {
    when: 'requests are refused',
    series: { [LIMITED]: '0+120x20' },
    atMinute: 5,
    alert: {
      name: 'RpcRateLimited',
      fires: [
        {
          labels: { job: 'metastore', method: PUT, severity: 'info' },
          summary: 'metastore refuses requests.',
          description: `2 calls of ${PUT} are refused each second by metastore, for there are too many.`,
        },
      ],
    },
  },
  {
    when: 'requests were refused ten minutes ago',
    series: { [LIMITED]: '0+120x5 600x20' },
    atMinute: 15,
    alert: { name: 'RpcRateLimited', fires: 'not' },
  },
  {
    when: 'a node lags behind by 1500 entries',
    series: {
      [applied('n1')]: '2000+10x20',
      [applied('n2')]: '500+10x20',
      [applied('n3')]: '1990+10x20',
    },
    atMinute: 6,
    alert: {
      name: 'RaftLagging',
      fires: [
        {
          labels: { job: 'metastore', node: 'n2', severity: 'warning' },
          summary: 'Node n2 of metastore lags behind.',
          description: 'Node n2 of metastore has 1500 log entries yet to apply; 1000 are allowed.',
        },
      ],
    },
  },
  {
    when: 'a node lags behind by a thousand entries',
    series: { [applied('n1')]: '2000+10x20', [applied('n2')]: '1000+10x20' },
    atMinute: 20,
    alert: { name: 'RaftLagging', fires: 'not' },
  },
];
