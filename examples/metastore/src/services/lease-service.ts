import { randomInt } from 'node:crypto';
import { type Metadata, status } from '@grpc/grpc-js';
import type { LeaseMetrics } from '@meterkit/meters/storage';
import type { Users } from '../auth/users.js';
import { answerUnary, type OnPanic } from '../grpc/answer.js';
import type { LeaseRequest, LeaseResponse } from '../grpc/messages.js';
import { StatusError } from '../grpc/status-error.js';
import type { Leader } from '../raft/leader.js';
import type { Leases } from '../store/leases.js';

const MIN_TTL_MS = 50;
const MAX_TTL_MS = 86_400_000;

export interface LeaseServiceOptions {
  readonly leader: Leader;
  readonly leases: Leases;
  readonly users: Users;
  readonly metrics: LeaseMetrics;
  readonly onPanic: OnPanic;
}

export function leaseService({ leader, leases, users, metrics, onPanic }: LeaseServiceOptions) {
  async function grant({ ttlMs }: Pick<LeaseResponse, 'ttlMs'>): Promise<LeaseResponse> {
    if (ttlMs < MIN_TTL_MS || ttlMs > MAX_TTL_MS) {
      const rule = `expected ${MIN_TTL_MS} to ${MAX_TTL_MS}, got ${ttlMs}`;
      throw new StatusError(status.INVALID_ARGUMENT, `ttl_ms: ${rule}`);
    }
    const leaseId = randomInt(1, 2 ** 47);
    await leader.propose({ type: 'grant', leaseId, ttlMs });
    return { leaseId, ttlMs };
  }

  /** Only the leader knows when leases end; that one has ended it tells the others as a revocation. */
  function renew({ leaseId }: LeaseRequest): LeaseResponse {
    return { leaseId, ttlMs: leases.renew(leaseId) };
  }

  const revoke = ({ leaseId }: LeaseRequest) => leader.propose({ type: 'revoke', leaseId });

  function write<Request, Response>(
    operation: 'grant' | 'renew' | 'revoke',
    run: (request: Request) => Response | Promise<Response>,
  ) {
    return answerUnary((request: Request, metadata: Metadata) => {
      users.authorizeWrite(metadata);
      return metrics.track({ operation }, () => run(request));
    }, onPanic);
  }

  return {
    Grant: write('grant', grant),
    KeepAlive: write('renew', renew),
    Revoke: write('revoke', revoke),
  };
}
