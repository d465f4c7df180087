import { type Server, status } from '@grpc/grpc-js';
import { AuthMetrics, LeaseMetrics, StorageMetrics, WatchMetrics } from '@meterkit/meters/storage';
import type { Telemetry } from '@meterkit/sdk';
import { createUsers } from '../auth/users.js';
import { type PutRequest, protocol, type RangeRequest } from '../grpc/protocol.js';
import { statusError } from '../grpc/status-error.js';
import { unary } from '../grpc/unary.js';
import type { Command } from '../log/command.js';
import type { Leader } from '../raft/leader.js';
import type { Settings } from '../settings.js';
import type { StateMachine } from '../store/state-machine.js';
import { createLeases } from './leases.js';
import { type WatchCall, watch } from './watch.js';

/** Of a key and its value: many of them go to a follower in one message. */
const MAX_LENGTH = 65_536;

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
  const storage = telemetry.get(StorageMetrics);
  let ranges = 0;

  const write = <Request, Response>(run: (request: Request) => Response | Promise<Response>) =>
    unary((request: Request, metadata) => {
      users.authorizeWrite(metadata);
      return run(request);
    });

  const propose = (type: 'delete' | 'compact') =>
    write((request: object) => leader.propose({ type, ...request } as Command)); // it has what the method of this name takes

  server.addService(protocol['metastore.KeyValue'], {
    Put: write((request: PutRequest) => {
      if (request.key.length + request.value.length > MAX_LENGTH)
        throw statusError(status.INVALID_ARGUMENT, `expected up to ${MAX_LENGTH} characters`);
      return leader.propose({ type: 'put', ...request });
    }),
    Range: unary((request: RangeRequest) => {
      ranges += 1;
      if (ranges % settings.panicEvery === 0) throw new TypeError('asked for by FAULTS');
      const labels = { operation: 'range', storage: 'revisions' };
      return storage.track(labels, () => machine.range(request));
    }),
    Delete: propose('delete'),
    Compact: propose('compact'),
  });
  server.addService(protocol['metastore.Watch'], {
    Watch: (call: WatchCall) => watch(call, machine.changes, telemetry.get(WatchMetrics)),
  });
  server.addService(protocol['metastore.Lease'], {
    Grant: write(leases.grant),
    KeepAlive: write(leases.renew),
    Revoke: write(leases.revoke),
  });
  server.addService(protocol['metastore.Auth'], { Authenticate: unary(users.authenticate) });
}
