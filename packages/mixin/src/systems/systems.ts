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
import type { MixinMeter } from '../families/meter-families.js';

/** A service of a known kind: its name, and its meters with the namespace that they have in it. */
export interface System {
  readonly title: string;
  readonly meters: readonly MixinMeter[];
}

/** The services that the ready-made meters are for, each as its example in this repository runs it. */
export const systems = {
  'deployment-orchestrator': {
    title: 'Deployment orchestrator',
    meters: [DeploymentMetrics, ApprovalMetrics],
  },
  'guestkit-worker': {
    title: 'Guestkit worker',
    meters: [{ meter: WorkerMetrics, namespace: 'guestkit' }],
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
} as const satisfies Readonly<Record<string, System>>;

export type SystemName = keyof typeof systems;
