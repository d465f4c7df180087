import { type Connection, connect } from '../grpc/connect.js';
import { protocol } from '../grpc/protocol.js';
import type { Leader } from './leader.js';

const { Append } = protocol['metastore.Replication'];

/** Of heartbeats, and of attempts to reach a follower that is gone. */
const PERIOD_MS = 100;
const TIMEOUT_MS = 2000;
const MAX_ENTRIES = 64;

/** A follower as the leader sees it: sends it what it lacks. */
export class Peer {
  readonly name: string;
  readonly #leader: Leader;
  readonly #timer = setInterval(() => void this.send(), PERIOD_MS);
  #connection: Connection | undefined;
  #isSending = false;
  #nextIndex = 1;
  #toldCommitIndex = 0;
  #matchIndex = 0;
  #appliedIndex = 0;

  constructor(name: string, leader: Leader) {
    this.name = name;
    this.#leader = leader;
  }

  /** Up to which its log is the leader's. */
  get matchIndex(): number {
    return this.#matchIndex;
  }

  get appliedIndex(): number {
    return this.#appliedIndex;
  }

  /** The follower is here from now on. What it has is found out by asking. */
  moveTo(address: string): void {
    this.#connection?.close();
    this.#connection = connect(address);
    this.#nextIndex = this.#leader.log.lastIndex + 1;
    this.#matchIndex = 0;
    this.#toldCommitIndex = 0;
    void this.send();
  }

  /** Sends until the follower has all there is and knows what is committed. */
  async send(): Promise<void> {
    if (this.#isSending || this.#connection === undefined) return;
    this.#isSending = true;
    const { log } = this.#leader;
    try {
      do await this.#append(this.#connection);
      while (this.#nextIndex <= log.lastIndex || this.#toldCommitIndex < this.#leader.commitIndex);
    } catch {
      // It is gone, or the answer does not count: the timer tries again.
    }
    this.#isSending = false;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#connection?.close();
    this.#connection = undefined;
  }

  async #append(connection: Connection): Promise<void> {
    const { log, term, commitIndex } = this.#leader;
    const previousIndex = this.#nextIndex - 1;
    const previousTerm = log.termAt(previousIndex);
    const next = log.slice(this.#nextIndex, previousIndex + MAX_ENTRIES);
    const entries = next.map((entry) => JSON.stringify(entry));
    const request = { term, previousIndex, previousTerm, entries, commitIndex };
    const reply = await connection.call(Append, request, { timeoutMs: TIMEOUT_MS });
    if (connection !== this.#connection) throw new Error('it has moved');
    const isGap = reply.lastIndex < previousIndex && reply.term === term;
    if (!reply.success && !isGap) throw new Error('it has the log of another leader');
    this.#nextIndex = reply.lastIndex + 1;
    if (isGap) return;
    this.#toldCommitIndex = commitIndex;
    this.#matchIndex = reply.lastIndex;
    this.#appliedIndex = reply.appliedIndex;
    this.#leader.commit();
  }
}
