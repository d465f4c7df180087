import { randomInt } from 'node:crypto';
import type { LeaseMetrics } from '@meterkit/meters/storage';
import type { Change, Lease } from '../grpc/protocol.js';
import type { Leader } from '../raft/leader.js';
import { unknownLease } from '../store/state-machine.js';

const LONGEST_MS = 86_400_000;

/**
 * Leases have to be renewed in time. Only the leader knows it: that a lease has ended it tells the others as a revocation. Those
 * that were granted in an earlier life have all of their time again.
 */
export function createLeases(
  leader: Pick<Leader, 'propose'>,
  granted: ReadonlyMap<number, number>,
  metrics: LeaseMetrics,
) {
  const running = new Map<number, Lease & { readonly timer: NodeJS.Timeout }>();
  for (const [leaseId, ttlMs] of granted) start({ leaseId, ttlMs });
  metrics.recordRestored(granted.size);

  function start({ leaseId, ttlMs }: Lease): void {
    const expire = () => revoke('expire', leaseId).catch(() => {}); // counted as an error
    running.set(leaseId, { leaseId, ttlMs, timer: setTimeout(expire, ttlMs).unref() });
  }

  function revoke(operation: 'revoke' | 'expire', leaseId: number): Promise<Change> {
    clearTimeout(running.get(leaseId)?.timer);
    running.delete(leaseId); // from now on nobody can renew it
    return metrics.track({ operation }, () => leader.propose({ type: 'revoke', leaseId }));
  }

  return {
    /** For a day at most. */
    grant: ({ ttlMs }: Pick<Lease, 'ttlMs'>): Promise<Lease> =>
      metrics.track({ operation: 'grant' }, async () => {
        const lease = { leaseId: randomInt(1, 2 ** 47), ttlMs: Math.min(ttlMs, LONGEST_MS) };
        await leader.propose({ type: 'grant', ...lease });
        start(lease);
        return lease;
      }),
    renew: ({ leaseId }: Pick<Lease, 'leaseId'>): Lease =>
      metrics.track({ operation: 'renew' }, () => {
        const lease = running.get(leaseId);
        if (lease === undefined) throw unknownLease(leaseId);
        lease.timer.refresh();
        return lease;
      }),
    revoke: ({ leaseId }: Pick<Lease, 'leaseId'>) => revoke('revoke', leaseId),
  };
}
