import type { LeaseMetrics } from '@meterkit/meters/storage';
import type { Leader } from '../raft/leader.js';
import type { Leases } from '../store/leases.js';

const PERIOD_MS = 50;

/** Takes leases away when their time is over, and their keys with them. Returns what ends that. */
export function expireLeases(leader: Leader, leases: Leases, metrics: LeaseMetrics): () => void {
  const timer = setInterval(() => {
    for (const leaseId of leases.takeExpired()) {
      const revoked = () => leader.propose({ type: 'revoke', leaseId });
      metrics.track({ operation: 'expire' }, revoked).catch(() => {}); // revoked in the meantime; counted as an error
    }
  }, PERIOD_MS);
  return () => clearInterval(timer);
}
