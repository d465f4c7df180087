import type { Server, UntypedServiceImplementation } from '@grpc/grpc-js';
import { LeaseMetrics, StorageMetrics } from '@meterkit/meters/storage';
import type { Telemetry } from '@meterkit/sdk';
import type { Users } from '../auth/users.js';
import { answerUnary } from '../grpc/answer-unary.js';
import { type Credentials, protocol } from '../grpc/protocol.js';
import type { Leader } from '../raft/leader.js';
import type { StateMachine } from '../store/state-machine.js';
import { keyValueService } from './key-value-service.js';
import { leaseService } from './lease-service.js';
import type { WatchCall, Watches } from './watches.js';

export interface ServiceOptions {
  readonly leader: Leader;
  readonly machine: StateMachine;
  readonly users: Users;
  readonly watches: Watches;
  readonly telemetry: Telemetry;
  /** Every so manieth Range panics, to see what that looks like; 0 for none. */
  readonly panicEvery: number;
}

/** Adds what clients can ask for. */
export function addServices(server: Server, options: ServiceOptions): void {
  const { machine, telemetry, users, watches } = options;
  const add = (name: keyof typeof protocol, service: UntypedServiceImplementation) =>
    server.addService(protocol[name], service);

  add('metastore.KeyValue', keyValueService(options, telemetry.get(StorageMetrics)));
  add('metastore.Watch', {
    Watch: (call: WatchCall) => watches.open(call, machine.revisions.current),
  });
  add('metastore.Lease', leaseService(options, telemetry.get(LeaseMetrics)));
  add('metastore.Auth', {
    Authenticate: answerUnary(async ({ name, password }: Credentials) => {
      return { token: await users.authenticate(name, password) };
    }),
  });
}
