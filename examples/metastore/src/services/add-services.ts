import { randomInt } from 'node:crypto';
import { type Metadata, type Server, status } from '@grpc/grpc-js';
import { LeaseMetrics, StorageMetrics } from '@meterkit/meters/storage';
import type { Telemetry } from '@meterkit/sdk';
import type { Users } from '../auth/users.js';
import { addUnary } from '../grpc/add-unary.js';
import { protocol } from '../grpc/protocol.js';
import { StatusError } from '../grpc/status-error.js';
import type { Leader } from '../raft/leader.js';
import type { StateMachine } from '../store/state-machine.js';
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
  const { leader, machine, users, watches, telemetry, panicEvery } = options;
  const { revisions, leases } = machine;
  const storageMetrics = telemetry.get(StorageMetrics);
  const leaseMetrics = telemetry.get(LeaseMetrics);
  let ranges = 0;

  const write =
    <Request, Response>(run: (request: Request) => Response) =>
    (request: Request, metadata: Metadata): Response => {
      users.authorizeWrite(metadata);
      return run(request);
    };

  addUnary(server, protocol['metastore.KeyValue'], {
    Put: write(({ key, value, leaseId }) => {
      checkRange('characters of the key', key.length, [1, 1024]);
      checkRange('characters of the value', value.length, [0, 65_536]);
      return leader.propose({ type: 'put', key, value, leaseId });
    }),
    Range: (request) => {
      ranges += 1;
      if (panicEvery > 0 && ranges % panicEvery === 0) throw new TypeError('asked for by FAULTS');
      return storageMetrics.track({ operation: 'range', storage: 'revisions' }, () => {
        return { revision: revisions.current, items: revisions.range(request) };
      });
    },
    Delete: write(({ key }) => leader.propose({ type: 'delete', key })),
    Compact: write(({ revision }) => leader.propose({ type: 'compact', revision })),
  });

  server.addService(protocol['metastore.Watch'], {
    Watch: (call: WatchCall) => watches.open(call, revisions.current),
  });

  addUnary(server, protocol['metastore.Lease'], {
    Grant: write(({ ttlMs }) =>
      leaseMetrics.track({ operation: 'grant' }, async () => {
        checkRange('ttl_ms', ttlMs, [50, 86_400_000]);
        const leaseId = randomInt(1, 2 ** 47);
        await leader.propose({ type: 'grant', leaseId, ttlMs });
        return { leaseId, ttlMs };
      }),
    ),
    // Only the leader knows when leases end; that one has ended it tells the others as a revocation.
    KeepAlive: write(({ leaseId }) =>
      leaseMetrics.track({ operation: 'renew' }, () => {
        return { leaseId, ttlMs: leases.renew(leaseId) };
      }),
    ),
    Revoke: write(({ leaseId }) =>
      leaseMetrics.track({ operation: 'revoke' }, () =>
        leader.propose({ type: 'revoke', leaseId }),
      ),
    ),
  });

  addUnary(server, protocol['metastore.Auth'], {
    Authenticate: (credentials) => users.authenticate(credentials),
  });
}

function checkRange(name: string, value: number, [least, most]: readonly [number, number]): void {
  if (value >= least && value <= most) return;
  const rule = `expected ${least} to ${most}, got ${value}`;
  throw new StatusError(status.INVALID_ARGUMENT, `${name}: ${rule}`);
}
