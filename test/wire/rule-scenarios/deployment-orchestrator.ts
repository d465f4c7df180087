import type { RuleScenario } from './rule-scenario.js';

const JOB = 'job="deployment-orchestrator", instance="a:5000"';
const PLACE = `${JOB}, environment="Production", strategy="Canary"`;

function count(status: string): string {
  return `deployment_duration_seconds_count{${PLACE}, status="${status}"}`;
}

function bucket(le: string): string {
  return `deployment_duration_seconds_bucket{${PLACE}, status="success", le="${le}"}`;
}

function approvals(what: 'granted' | 'rejected', module = 'billing'): string {
  const reason = what === 'rejected' ? ', reason="risk"' : '';
  return `approvals_${what}_total{${JOB}, environment="Production", module="${module}", approver="ada"${reason}}`;
}

function answers(status: string, job = JOB): string {
  return `http_server_request_duration_seconds_count{${job}, http_request_method="GET", http_response_status_code="${status}", http_route="/deployments"}`;
}

function collections(type: string): string {
  return `v8js_gc_duration_seconds_sum{${JOB}, v8js_gc_type="${type}"}`;
}

const MEMORY = `process_memory_usage_bytes{${JOB}}`;
const OTHER = 'job="other", instance="b:1"';

function alertOf(severity: string, summary: string, description: string) {
  return { labels: { job: 'deployment-orchestrator', severity }, summary, description };
}

function ofInstance(severity: string, summary: string, description: string) {
  const labels = { job: 'deployment-orchestrator', instance: 'a:5000', severity };
  return { labels, summary, description };
}

export const deploymentOrchestratorScenarios: readonly RuleScenario[] = [
  {
    when: 'one deployment in ten fails and one is rolled back',
    series: {
      [count('success')]: '0+8x20',
      [count('failure')]: '0+1x20',
      [count('rolled_back')]: '0+1x20',
    },
    atMinute: 7,
    alert: {
      name: 'DeploymentsFailing',
      fires: [
        alertOf(
          'warning',
          'Deployments of deployment-orchestrator fail.',
          '20% of the deployments of deployment-orchestrator failed or were rolled back in five minutes; 10 % are allowed.',
        ),
      ],
    },
    recorded: {
      'job:deployment_duration_seconds_failed:ratio_rate5m{job="deployment-orchestrator"}': 0.2,
    },
  },
  {
    when: 'every deployment fails from the first on',
    series: {
      [count('success')]: '0x20',
      [count('failure')]: '0+1x20',
      [count('rolled_back')]: '0x20',
    },
    atMinute: 7,
    alert: {
      name: 'DeploymentsFailing',
      fires: [
        alertOf(
          'warning',
          'Deployments of deployment-orchestrator fail.',
          '100% of the deployments of deployment-orchestrator failed or were rolled back in five minutes; 10 % are allowed.',
        ),
      ],
    },
  },
  {
    when: 'one deployment in ten fails',
    series: {
      [count('success')]: '0+9x20',
      [count('failure')]: '0+1x20',
      [count('rolled_back')]: '0x20',
    },
    atMinute: 20,
    alert: { name: 'DeploymentsFailing', fires: 'not' },
  },
  {
    when: 'failures have ended before five minutes were over',
    series: {
      [count('success')]: '0+10x3 30+10x30',
      [count('failure')]: '0+10x3 30x30',
      [count('rolled_back')]: '0x33',
    },
    atMinute: 12,
    alert: { name: 'DeploymentsFailing', fires: 'not' },
  },
  {
    when: 'one deployment in ten takes more than five minutes',
    series: {
      [bucket('120.0')]: '0x60',
      [bucket('300.0')]: '0+90x60',
      [bucket('600.0')]: '0+100x60',
      [bucket('+Inf')]: '0+100x60',
    },
    atMinute: 12,
    alert: {
      name: 'DeploymentsSlow',
      fires: [
        alertOf(
          'warning',
          'Deployments of deployment-orchestrator are slow.',
          'One in twenty deployments of deployment-orchestrator takes longer than 7m 30s; five minutes are allowed.',
        ),
      ],
    },
    recorded: {
      'job:deployment_duration_seconds:p95_rate30m{job="deployment-orchestrator"}': 450,
    },
  },
  {
    when: 'one deployment in fifty takes more than five minutes',
    series: {
      [bucket('120.0')]: '0x60',
      [bucket('300.0')]: '0+98x60',
      [bucket('600.0')]: '0+100x60',
      [bucket('+Inf')]: '0+100x60',
    },
    atMinute: 60,
    alert: { name: 'DeploymentsSlow', fires: 'not' },
  },
  {
    when: 'four of five approvals are rejected',
    series: { [approvals('rejected')]: '0+4x130', [approvals('granted')]: '0+1x130' },
    atMinute: 65,
    alert: {
      name: 'ApprovalsRejected',
      fires: [
        alertOf(
          'info',
          'Most approvals of deployment-orchestrator are rejected.',
          '80% of the approvals of deployment-orchestrator were rejected in an hour; 50 % are allowed.',
        ),
      ],
    },
    recorded: { 'job:approvals_rejected:ratio_increase1h{job="deployment-orchestrator"}': 0.8 },
  },
  {
    when: 'no approval was ever granted',
    series: { [approvals('rejected')]: '0+4x130' },
    atMinute: 65,
    alert: {
      name: 'ApprovalsRejected',
      fires: [
        alertOf(
          'info',
          'Most approvals of deployment-orchestrator are rejected.',
          '100% of the approvals of deployment-orchestrator were rejected in an hour; 50 % are allowed.',
        ),
      ],
    },
  },
  {
    when: 'every ten minutes another module is rejected for the first time, and one was granted long ago',
    series: {
      [approvals('granted')]: '_x5 1x120',
      ...Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [
          approvals('rejected', `m${i}`),
          `_x${10 * i + 1} 1x120`,
        ]),
      ),
    },
    atMinute: 115,
    alert: {
      name: 'ApprovalsRejected',
      fires: [
        alertOf(
          'info',
          'Most approvals of deployment-orchestrator are rejected.',
          '100% of the approvals of deployment-orchestrator were rejected in an hour; 50 % are allowed.',
        ),
      ],
    },
    recorded: {
      'job:approvals_rejected:increase1h{job="deployment-orchestrator"}': 6,
      'job:approvals_granted:increase1h{job="deployment-orchestrator"}': 0,
    },
  },
  {
    when: 'half of the approvals are rejected',
    series: { [approvals('rejected')]: '0+2x200', [approvals('granted')]: '0+2x200' },
    atMinute: 190,
    alert: { name: 'ApprovalsRejected', fires: 'not' },
  },
  {
    when: 'most approvals have been rejected for less than an hour',
    series: { [approvals('rejected')]: '0+4x130', [approvals('granted')]: '0+1x130' },
    atMinute: 60,
    alert: { name: 'ApprovalsRejected', fires: 'not' },
  },
  {
    when: 'one answer in ten is a server error',
    series: { [answers('200')]: '0+90x20', [answers('503')]: '0+10x20', [answers('404')]: '0x20' },
    atMinute: 7,
    alert: {
      name: 'HttpServerErrors',
      fires: [
        alertOf(
          'critical',
          'deployment-orchestrator answers with server errors.',
          '10% of the HTTP answers of deployment-orchestrator in five minutes were 5xx; 5 % are allowed.',
        ),
      ],
    },
    recorded: {
      'job:http_server_request_duration_seconds_5xx:ratio_rate5m{job="deployment-orchestrator"}': 0.1,
    },
  },
  {
    when: 'one answer in ten is a client error, and another service has server errors',
    series: {
      [answers('200')]: '0+90x20',
      [answers('404')]: '0+10x20',
      [answers('503', OTHER)]: '0+10x20',
    },
    atMinute: 20,
    alert: { name: 'HttpServerErrors', fires: 'not' },
  },
  {
    when: 'the process uses three GiB',
    series: { [MEMORY]: '3221225472x20' },
    atMinute: 11,
    alert: {
      name: 'MemoryHigh',
      fires: [
        ofInstance(
          'warning',
          'deployment-orchestrator at a:5000 uses much memory.',
          'deployment-orchestrator at a:5000 uses 3GiB; 2 GiB are allowed.',
        ),
      ],
    },
  },
  {
    when: 'the process uses two GiB, and another service three',
    series: {
      [MEMORY]: '2147483648x20',
      [`process_memory_usage_bytes{${OTHER}}`]: '3221225472x20',
    },
    atMinute: 20,
    alert: { name: 'MemoryHigh', fires: 'not' },
  },
  {
    when: 'a fifth of the time goes into garbage collection',
    series: { [collections('major')]: '0+9x20', [collections('minor')]: '0+3x20' },
    atMinute: 10,
    alert: {
      name: 'GarbageCollectionHigh',
      fires: [
        ofInstance(
          'warning',
          'deployment-orchestrator at a:5000 spends its time collecting garbage.',
          'deployment-orchestrator at a:5000 spends 20% of its time in garbage collection; 10 % are allowed.',
        ),
      ],
    },
  },
  {
    when: 'a twentieth of the time goes into garbage collection',
    series: { [collections('major')]: '0+2x20', [collections('minor')]: '0+1x20' },
    atMinute: 20,
    alert: { name: 'GarbageCollectionHigh', fires: 'not' },
  },
];
