import { RaftMetrics } from '@meterkit/meters/storage';
import { alert } from '../alert.js';
import { meterRules } from '../meter-rules.js';

export const raftRules = meterRules(RaftMetrics, ({ appliedIndex }, { by, service }) => [
  alert('RaftLagging', {
    expr: `max by (${by}) (${appliedIndex}) - on (${by}) group_right () max by (${by}, node) (${appliedIndex}) > 1000`,
    after: '5m',
    severity: 'warning',
    summary: `Node {{ $labels.node }} of ${service} lags behind.`,
    description: `Node {{ $labels.node }} of ${service} has {{ $value }} log entries yet to apply; 1000 are allowed.`,
    runbook: 'Is the node up, and is the way to it? Then its disk: it writes each entry.',
  }),
]);
