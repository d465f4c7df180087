import type { InstrumentDefinition, InstrumentKind, RenamedFrom } from '@meterkit/instruments';
import { ApprovalMetrics } from '../approval/approval-metrics.js';
import { DeploymentMetrics } from '../deployment/deployment-metrics.js';
import { KafkaMetrics } from '../processor/kafka-metrics.js';
import { ProcessorMetrics } from '../processor/processor-metrics.js';
import { RpcClientMetrics } from '../rpc/rpc-client-metrics.js';
import { RpcMessageMetrics } from '../rpc/rpc-message-metrics.js';
import { RpcServerMetrics } from '../rpc/rpc-server-metrics.js';
import { AuthMetrics } from '../storage/auth-metrics.js';
import { LeaseMetrics } from '../storage/lease-metrics.js';
import { MvccMetrics } from '../storage/mvcc-metrics.js';
import { RaftMetrics } from '../storage/raft-metrics.js';
import { StorageMetrics } from '../storage/storage-metrics.js';
import { WatchMetrics } from '../storage/watch-metrics.js';
import { AttemptMetrics } from '../worker/attempt-metrics.js';
import { GpuMetrics } from '../worker/gpu-metrics.js';
import { WorkerMetrics } from '../worker/worker-metrics.js';

/** One family of a ready-made meter. */
export interface CatalogRow {
  /** OpenTelemetry name. That of the page follows from it, the kind and the unit. */
  readonly name: string;
  readonly kind: InstrumentKind;
  /** UCUM; undefined for none. */
  readonly unit: string | undefined;
  readonly exactName: boolean;
  readonly labels: readonly CatalogLabel[];
  /** Upper bounds of a histogram's buckets, in the unit; undefined for what is no histogram. */
  readonly bounds: readonly number[] | undefined;
  readonly help: string;
  /** The name that it had before, and until when the page has it under both; undefined for none. */
  readonly renamedFrom: RenamedFrom | undefined;
  /** The meter's class and the property that the instrument has in it. */
  readonly meter: string;
  readonly property: string;
}

/** A closed label has its values, an open one the most that it takes at a time. */
export type CatalogLabel =
  | { readonly name: string; readonly values: readonly string[] }
  | { readonly name: string; readonly limit: number };

/** The ready-made meters by the names of their classes. */
export const meters = {
  DeploymentMetrics,
  ApprovalMetrics,
  WorkerMetrics,
  AttemptMetrics,
  GpuMetrics,
  ProcessorMetrics,
  KafkaMetrics,
  RpcServerMetrics,
  RpcMessageMetrics,
  RpcClientMetrics,
  StorageMetrics,
  WatchMetrics,
  LeaseMetrics,
  AuthMetrics,
  RaftMetrics,
  MvccMetrics,
};

/** All families of all ready-made meters, as their definitions have them. */
export const catalog: readonly CatalogRow[] = Object.entries(meters).flatMap(
  ([meter, { definition }]) =>
    Object.entries(definition.instruments).map(([property, instrument]) =>
      rowOf(instrument, meter, property),
    ),
);

function rowOf(
  { name, kind, unit, exactName, labels, bounds, description, renamedFrom }: InstrumentDefinition,
  meter: string,
  property: string,
): CatalogRow {
  const columns = Object.entries(labels).map(([label, spec]) =>
    spec.kind === 'closed'
      ? { name: label, values: spec.values }
      : { name: label, limit: spec.limit },
  );
  return {
    name,
    kind,
    unit,
    exactName,
    labels: columns,
    bounds,
    help: description,
    renamedFrom,
    meter,
    property,
  };
}
