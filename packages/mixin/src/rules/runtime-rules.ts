import { automaticMeters } from '@meterkit/auto-instrumentation/catalog';
import { alert } from './alert.js';
import { meterRules } from './meter-rules.js';

const [ProcessMetrics] = automaticMeters.process;
const [RuntimeMetrics] = automaticMeters.runtime;

export const processRules = meterRules(
  ProcessMetrics,
  ({ memoryUsage }, { byInstance, instance }) => [
    alert('MemoryHigh', {
      expr: `max by (${byInstance}) (${memoryUsage}) > 2 * 1024 ^ 3`,
      after: '10m',
      severity: 'warning',
      summary: `${instance} uses much memory.`,
      description: `${instance} uses {{ $value | humanize1024 }}B; 2 GiB are allowed.`,
      runbook:
        'Compare with v8js_memory_heap_used_bytes and nodejs_memory_external_bytes: a heap that only grows is a leak.',
    }),
  ],
);

export const runtimeRules = meterRules(
  RuntimeMetrics,
  ({ gcDuration }, { byInstance, instance }) => [
    alert('GarbageCollectionHigh', {
      expr: `sum by (${byInstance}) (rate(${gcDuration}_sum[5m])) > 0.1`,
      after: '5m',
      severity: 'warning',
      summary: `${instance} spends its time collecting garbage.`,
      description: `${instance} spends {{ $value | humanizePercentage }} of its time in garbage collection; 10 % are allowed.`,
      runbook:
        'Which kind: sum by (v8js_gc_type) (rate(v8js_gc_duration_seconds_sum[5m])). Major ones mean a heap that is nearly full.',
    }),
  ],
);
