import { randomInt } from 'node:crypto';
import { type Metadata, status } from '@grpc/grpc-js';
import type { LeaseMetrics } from '@meterkit/meters/storage';
import { answerUnary } from '../grpc/answer-unary.js';
import type { Lease } from '../grpc/protocol.js';
import { StatusError } from '../grpc/status-error.js';
import type { Leader } from '../raft/leader.js';
import type { Leases } from '../store/leases.js';
import type { ServiceOptions } from './add-services.js';

const MIN_TTL_MS = 50;
const MAX_TTL_MS = 86_400_000;
const EXPIRY_PERIOD_MS = 50;

type Named = Pick<Lease, 'leaseId'>;

export function leaseService(
  { leader, machine: { leases }, users }: ServiceOptions,
  metrics: LeaseMetrics,
) {
  async function grant({ ttlMs }: Pick<Lease, 'ttlMs'>): Promise<Lease> {
    if (ttlMs < MIN_TTL_MS || ttlMs > MAX_TTL_MS) {
      const rule = `expected ${MIN_TTL_MS} to ${MAX_TTL_MS}, got ${ttlMs}`;
      throw new StatusError(status.INVALID_ARGUMENT, `ttl_ms: ${rule}`);
    }
    const leaseId = randomInt(1, 2 ** 47);
    await leader.propose({ type: 'grant', leaseId, ttlMs });
    return { leaseId, ttlMs };
  }

  const write = <Request, Response>(
    operation: 'grant' | 'renew' | 'revoke',
    run: (request: Request) => Response | Promise<Response>,
  ) =>
    answerUnary((request: Request, metadata: Metadata) => {
      users.authorizeWrite(metadata);
      return metrics.track({ operation }, () => run(request));
    });

  return {
    Grant: write('grant', grant),
    // Only the leader knows when leases end; that one has ended it tells the others as a revocation.
    KeepAlive: write('renew', ({ leaseId }: Named) => ({ leaseId, ttlMs: leases.renew(leaseId) })),
    Revoke: write('revoke', ({ leaseId }: Named) => leader.propose({ type: 'revoke', leaseId })),
  };
}

/** Takes leases away when their time is over, and their keys with them. Returns what ends that. */
export function expireLeases(leader: Leader, leases: Leases, metrics: LeaseMetrics): () => void {
  const timer = setInterval(() => {
    for (const leaseId of leases.takeExpired()) {
      const revoked = () => leader.propose({ type: 'revoke', leaseId });
      metrics.track({ operation: 'expire' }, revoked).catch(() => {}); // revoked in the meantime; counted as an error
    }
  }, EXPIRY_PERIOD_MS);
  return () => clearInterval(timer);
}
