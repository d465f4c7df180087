import { ApprovalMetrics } from '@meterkit/meters/approval';
import { DeploymentMetrics } from '@meterkit/meters/deployment';
import { KafkaMetrics, ProcessorMetrics } from '@meterkit/meters/processor';
import { RpcServerMetrics } from '@meterkit/meters/rpc';
import {
  AuthMetrics,
  LeaseMetrics,
  MvccMetrics,
  RaftMetrics,
  StorageMetrics,
  WatchMetrics,
} from '@meterkit/meters/storage';
import { AttemptMetrics, GpuMetrics, WorkerMetrics } from '@meterkit/meters/worker';
import type { MixinMeter } from '../families/mixin-meter.js';
import type { RuleLimits } from '../rules/rule-scope.js';
import { type Slo, slo } from '../slos/slo.js';

export type SystemName =
  | 'deployment-orchestrator'
  | 'guestkit-worker'
  | 'metastore'
  | 'stream-processor'
  | 'tops-worker';

/** A service of a known kind: its name, and its meters with the namespace that they have in it. */
export interface System {
  readonly title: string;
  readonly meters: readonly MixinMeter[];
  readonly automaticAlerts?: boolean;
  readonly limits?: RuleLimits;
  readonly slos?: readonly Slo[];
}

/** The services that the ready-made meters are for, each as its example in this repository runs it. */
export const systems: Readonly<Record<SystemName, System>> = {
  'deployment-orchestrator': {
    title: 'Deployment orchestrator',
    meters: [DeploymentMetrics, ApprovalMetrics],
    automaticAlerts: true,
  },
  'guestkit-worker': {
    title: 'Guestkit worker',
    meters: [{ meter: WorkerMetrics, namespace: 'guestkit' }],
    slos: [
      slo({
        name: 'availability',
        description: '99.9 % of scrapes find the worker up',
        objective: 0.999,
        availability: true,
      }),
      slo({
        name: 'job-success',
        description: '99 % of jobs neither fail nor time out',
        objective: 0.99,
        ratio: {
          errors: [WorkerMetrics, 'jobs', { status: ['failed', 'timeout'] }],
          total: [WorkerMetrics, 'jobs'],
        },
      }),
      slo({
        // Promised are 120 s; 128 s is the bound that can be asked.
        name: 'job-duration',
        description: '95 % of jobs end within 128 s',
        objective: 0.95,
        latency: { histogram: [WorkerMetrics, 'jobDuration'], threshold: 128 },
      }),
    ],
  },
  metastore: {
    title: 'Metastore',
    meters: [
      RpcServerMetrics,
      StorageMetrics,
      WatchMetrics,
      LeaseMetrics,
      AuthMetrics,
      RaftMetrics,
      MvccMetrics,
    ],
    limits: { streamingMethods: '.*Watch/.*' },
  },
  'stream-processor': {
    title: 'Stream processor',
    meters: [
      { meter: ProcessorMetrics, namespace: 'processor' },
      { meter: KafkaMetrics, namespace: 'processor' },
    ],
  },
  'tops-worker': {
    title: 'TOPS worker',
    meters: [
      { meter: AttemptMetrics, namespace: 'tops' },
      { meter: GpuMetrics, namespace: 'tops' },
    ],
  },
};
