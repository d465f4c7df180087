import { setTimeout as sleep } from 'node:timers/promises';
import { protocol } from '../grpc/protocol.js';
import type { Settings } from '../settings.js';
import type { RunningMetastore } from '../start-metastore.js';
import type { Tally } from './tally.js';

const { Put, Range, Delete, Compact } = protocol['metastore.KeyValue'];
const { Watch } = protocol['metastore.Watch'];
const { Grant, KeepAlive, Revoke } = protocol['metastore.Lease'];
const { Authenticate } = protocol['metastore.Auth'];

const LAST = '\uffff';

export interface TrafficOptions {
  readonly tally: Tally;
  readonly users: Settings['users'];
  readonly followers: RunningMetastore['followers'];
  readonly signal: AbortSignal;
}

/** Clients of all kinds until the signal aborts. Resolves when the last call has ended. */
export async function runTraffic({
  tally,
  users,
  followers,
  signal,
}: TrafficOptions): Promise<void> {
  const login = async (name: string): Promise<string | undefined> => {
    const password = users[name]?.password ?? '';
    return (await tally.call(Authenticate, { name, password }))?.token;
  };
  const writer = await login('writer');
  const lastRevision = async () => (await tally.call(Range, { key: LAST }))?.revision ?? 0;

  /** Does something again and again, with pauses. */
  async function each(pauseMs: number, work: (round: number) => unknown): Promise<void> {
    for (let round = 1; !signal.aborted; round++) {
      await work(round);
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  await Promise.all([
    each(15, () => tally.call(Put, { key: anyKey(), value: `${Math.random()}` }, writer)),
    each(60, () => tally.call(Delete, { key: anyKey() }, writer)),
    each(10, () => tally.call(Range, { key: anyKey() })),
    each(200, (round) => tally.call(Range, { key: 'key-', end: LAST, revision: 50 * round })), // some are compacted
    each(3000, async () => tally.call(Compact, { revision: await lastRevision() }, writer)),
    each(500, (round) => leaseOnce(tally, writer, round)),
    each(1000, () => {
      const shortly = AbortSignal.any([signal, AbortSignal.timeout(2500)]);
      return tally.watch(Watch, { prefix: 'key-1' }, shortly);
    }),
    each(900, async () => tally.call(Put, { key: 'no', value: '' }, await login('reader'))),
    each(2000, () => tally.call(Authenticate, { name: 'writer', password: 'guessed' })),
    each(7000, () =>
      Promise.all(Array.from({ length: 600 }, () => tally.call(Range, { key: 'a' }))),
    ),
    each(5000, (round) => (round > 1 ? killSome(followers, round) : undefined)),
  ]);
}

function anyKey(): string {
  return `key-${Math.floor(Math.random() * 100)}`;
}

/** One in two is revoked, the others expire; each has a key. */
async function leaseOnce(tally: Tally, writer: string | undefined, round: number): Promise<void> {
  const lease = await tally.call(Grant, { ttlMs: 1000 }, writer);
  if (lease === undefined) return;
  const { leaseId } = lease;
  await tally.call(Put, { key: `session-${round}`, value: 'here', leaseId }, writer);
  await tally.call(KeepAlive, { leaseId }, writer);
  if (round % 2 === 0) await tally.call(Revoke, { leaseId }, writer);
}

/** The one, the other, and then both: without a majority writes wait. */
function killSome(followers: TrafficOptions['followers'], round: number): void {
  for (const [i, follower] of followers.entries())
    if (round % 3 === i || round % 3 === 2) follower.kill();
}
