import { status } from '@grpc/grpc-js';
import type { RaftMetrics } from '@meterkit/meters/storage';
import type { Change } from '../grpc/protocol.js';
import { StatusError } from '../grpc/status-error.js';
import type { Command, LogEntry } from '../log/command.js';
import type { WriteAheadLog } from '../log/write-ahead-log.js';
import { Peer } from './peer.js';

export interface LeaderOptions {
  readonly name: string;
  /** The names of the other nodes. */
  readonly followers: readonly string[];
  readonly log: WriteAheadLog;
  readonly metrics: RaftMetrics;
  /** Called once for each entry that a majority has, in order. `isNew`: it was proposed in this life. */
  readonly apply: (entry: LogEntry, isNew: boolean) => Change;
}

interface Proposal {
  readonly command: Command;
  readonly startMs: number;
  readonly resolve: (change: Change) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one node that accepts commands: appends them to its log, replicates it, and applies what a majority of nodes has on
 * disk. It is not elected: it leads because it is the first in order, in a new term with each start.
 */
export class Leader {
  readonly term: number;
  readonly peers: readonly Peer[];
  readonly #options: LeaderOptions;
  readonly #waiting: Proposal[] = [];
  /** By index: appended, and not yet committed. */
  readonly #appended = new Map<number, Proposal>();
  #commitIndex = 0;
  #writing: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: LeaderOptions) {
    const { log, followers } = options;
    this.#options = options;
    this.term = log.termAt(log.lastIndex) + 1;
    const [commitIndex, onProgress] = [() => this.#commitIndex, () => this.#commit()];
    const { term } = this;
    this.peers = followers.map((name) => new Peer({ name, log, term, commitIndex, onProgress }));
    this.#tellApplied();
  }

  /** Resolves when all of the log, up to the first entry of this term, is committed and applied. */
  async start(): Promise<void> {
    await this.propose({ type: 'none' });
  }

  /** Resolves to what it changed when it is committed; rejects with what its application threw. Without a majority it waits. */
  propose(command: Command): Promise<Change> {
    return new Promise((resolve, reject) => {
      if (this.#isStopped) return reject(stopped());
      this.#waiting.push({ command, startMs: performance.now(), resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#writing;
    await Promise.all(this.peers.map((peer) => peer.stop()));
    for (const { reject } of [...this.#waiting, ...this.#appended.values()]) reject(stopped());
  }

  /** What was proposed while the disk was busy goes to it together. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#isStopped) {
      const { log } = this.#options;
      const batch = this.#waiting.splice(0);
      const entries = batch.map(({ command }, i) => {
        return { index: log.lastIndex + 1 + i, term: this.term, command };
      });
      try {
        await log.append(entries);
      } catch (error) {
        for (const { reject } of batch) reject(error);
        continue;
      }
      for (const [i, proposal] of batch.entries())
        this.#appended.set(log.lastIndex - batch.length + 1 + i, proposal);
      this.#commit(); // there may be no followers
      for (const peer of this.peers) peer.wake();
    }
    this.#writing = undefined;
  }

  /**
   * An index is committed when most logs have it. The leader's own is always among them, for it is written first: a leader
   * that nobody can replace must not lose what it has answered for. Entries of earlier terms are committed by the first of
   * this one, as Raft has it.
   */
  #commit(): void {
    const { log } = this.#options;
    const indexes = [log.lastIndex, ...this.peers.map(({ matchIndex }) => matchIndex)];
    const majority = indexes.sort((a, b) => b - a)[indexes.length >> 1] ?? 0;
    if (majority > this.#commitIndex && log.termAt(majority) === this.term) {
      while (this.#commitIndex < majority) this.#apply(++this.#commitIndex);
      for (const peer of this.peers) peer.wake();
    }
    this.#tellApplied();
  }

  #apply(index: number): void {
    const { log, metrics, apply } = this.#options;
    const proposal = this.#appended.get(index); // none for an entry of an earlier term
    this.#appended.delete(index);
    if (proposal) metrics.recordCommitted((performance.now() - proposal.startMs) / 1000);
    try {
      const change = apply(log.entry(index) as LogEntry, proposal !== undefined); // the log has what is committed
      proposal?.resolve(change);
    } catch (error) {
      proposal?.reject(error);
    }
  }

  #tellApplied(): void {
    const { metrics, name } = this.#options;
    metrics.recordApplied(this.#commitIndex, { node: name });
    for (const peer of this.peers) metrics.recordApplied(peer.appliedIndex, { node: peer.name });
  }
}

function stopped(): StatusError {
  return new StatusError(status.UNAVAILABLE, 'the node stops');
}
