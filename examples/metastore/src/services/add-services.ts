import type { Server, UntypedServiceImplementation } from '@grpc/grpc-js';
import { LeaseMetrics, StorageMetrics } from '@meterkit/meters/storage';
import type { Telemetry } from '@meterkit/sdk';
import type { Users } from '../auth/users.js';
import type { OnPanic } from '../grpc/answer.js';
import { protocol } from '../grpc/protocol.js';
import type { Leader } from '../raft/leader.js';
import type { StateMachine } from '../store/state-machine.js';
import { authService } from './auth-service.js';
import { keyValueService } from './key-value-service.js';
import { leaseService } from './lease-service.js';
import { type Watches, watchService } from './watch-service.js';

export interface ServiceOptions {
  readonly leader: Leader;
  readonly machine: StateMachine;
  readonly users: Users;
  readonly watches: Watches;
  readonly telemetry: Telemetry;
  readonly onPanic: OnPanic;
  readonly panicEvery: number;
}

/** Adds what clients can ask for. */
export function addServices(server: Server, options: ServiceOptions): void {
  const { leader, machine, telemetry, users, watches, onPanic, panicEvery } = options;
  const { leases, revisions } = machine;
  const add = (name: keyof typeof protocol, service: UntypedServiceImplementation) =>
    server.addService(protocol[name], service);

  const metrics = telemetry.get(StorageMetrics);
  const keyValues = { leader, revisions, users, metrics, onPanic, panicEvery };
  add('metastore.KeyValue', keyValueService(keyValues));
  add(
    'metastore.Watch',
    watchService(watches, () => revisions.current, onPanic),
  );
  const leaseMetrics = telemetry.get(LeaseMetrics);
  add('metastore.Lease', leaseService({ leader, leases, users, metrics: leaseMetrics, onPanic }));
  add('metastore.Auth', authService(users, onPanic));
}
