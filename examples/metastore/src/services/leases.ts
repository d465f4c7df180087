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

  function start(lease: Lease): void {
    const { leaseId, ttlMs } = lease;
    const timer = setTimeout(() => {
      running.delete(leaseId); // nobody can renew it any more
      revoke('expire', leaseId).catch(() => {}); // revoked in the meantime; counted as an error
    }, ttlMs).unref();
    running.set(leaseId, { ...lease, timer });
  }

  function revoke(operation: 'revoke' | 'expire', leaseId: number): Promise<Change> {
    return metrics.track({ operation }, async () => {
      const change = await leader.propose({ type: 'revoke', leaseId });
      clearTimeout(running.get(leaseId)?.timer);
      running.delete(leaseId);
      return change;
    });
  }

  return {
    /** For a day at most. */
    grant: (ttlMs: number): Promise<Lease> =>
      metrics.track({ operation: 'grant' }, async () => {
        const lease = { leaseId: randomInt(1, 2 ** 47), ttlMs: Math.min(ttlMs, LONGEST_MS) };
        await leader.propose({ type: 'grant', ...lease });
        start(lease);
        return lease;
      }),
    renew: (leaseId: number): Lease =>
      metrics.track({ operation: 'renew' }, () => {
        const lease = running.get(leaseId);
        if (lease === undefined) throw unknownLease(leaseId);
        lease.timer.refresh();
        return lease;
      }),
    revoke: (leaseId: number) => revoke('revoke', leaseId),
  };
}
