import type { Metadata, Server } from '@grpc/grpc-js';
import { AuthMetrics, LeaseMetrics, StorageMetrics, WatchMetrics } from '@meterkit/meters/storage';
import type { Telemetry } from '@meterkit/sdk';
import { createUsers } from '../auth/users.js';
import { addUnary } from '../grpc/add-unary.js';
import { protocol } from '../grpc/protocol.js';
import type { Leader } from '../raft/leader.js';
import type { Settings } from '../settings.js';
import type { StateMachine } from '../store/state-machine.js';
import { createLeases } from './leases.js';
import { type WatchCall, watch } from './watch.js';

export interface ServiceOptions {
  readonly leader: Leader;
  readonly machine: StateMachine;
  readonly telemetry: Telemetry;
  readonly settings: Pick<Settings, 'users' | 'panicEvery'>;
}

/** Adds what clients can ask for. */
export function addServices(server: Server, options: ServiceOptions): void {
  const { leader, machine, telemetry, settings } = options;
  const users = createUsers(settings.users, telemetry.get(AuthMetrics));
  const leases = createLeases(leader, machine.leases, telemetry.get(LeaseMetrics));
  let ranges = 0;

  const write =
    <Request, Response>(run: (request: Request) => Response) =>
    (request: Request, metadata: Metadata): Response => {
      users.authorizeWrite(metadata);
      return run(request);
    };

  addUnary(server, protocol['metastore.KeyValue'], {
    Put: write((request) => leader.propose({ type: 'put', ...request })),
    Range: (request) => {
      ranges += 1;
      if (ranges % settings.panicEvery === 0) throw new TypeError('asked for by FAULTS');
      const labels = { operation: 'range', storage: 'revisions' };
      return telemetry.get(StorageMetrics).track(labels, () => machine.range(request));
    },
    Delete: write((request) => leader.propose({ type: 'delete', ...request })),
    Compact: write((request) => leader.propose({ type: 'compact', ...request })),
  });
  server.addService(protocol['metastore.Watch'], {
    Watch: (call: WatchCall) => watch(call, machine, telemetry.get(WatchMetrics)),
  });
  addUnary(server, protocol['metastore.Lease'], {
    Grant: write(({ ttlMs }) => leases.grant(ttlMs)),
    KeepAlive: write(({ leaseId }) => leases.renew(leaseId)),
    Revoke: write(({ leaseId }) => leases.revoke(leaseId)),
  });
  addUnary(server, protocol['metastore.Auth'], { Authenticate: users.authenticate });
}
