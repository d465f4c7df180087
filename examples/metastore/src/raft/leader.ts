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
  readonly apply: (command: Command, isNew: boolean) => Change;
}

interface Proposal {
  readonly startMs: number;
  readonly resolve: (change: Change) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one node that accepts commands: appends them to its log, replicates it, and applies what a majority of nodes has on
 * disk. It is not elected: it leads because it is the first in order, in a new term with each start.
 */
export class Leader {
  readonly log: WriteAheadLog;
  readonly term: number;
  readonly peers: readonly Peer[];
  readonly #options: LeaderOptions;
  /** What is not yet committed, in the order of the log. */
  readonly #proposals = new Set<Proposal>();
  #commitIndex = 0;
  #isStopped = false;

  constructor(options: LeaderOptions) {
    this.#options = options;
    this.log = options.log;
    this.term = this.log.termAt(this.log.lastIndex) + 1;
    this.peers = options.followers.map((name) => new Peer(name, this));
    this.commit(); // so that all nodes are on the page
  }

  get commitIndex(): number {
    return this.#commitIndex;
  }

  /** Resolves when all of the log, up to the first entry of this term, is committed and applied. */
  async start(): Promise<void> {
    await this.propose({ type: 'none' });
  }

  /** Resolves to what it changed when it is committed; rejects with what its application threw. Without a majority it waits. */
  propose(command: Command): Promise<Change> {
    return new Promise((resolve, reject) => {
      if (this.#isStopped) return reject(stopped());
      const proposal = { startMs: performance.now(), resolve, reject };
      const fail = (error: unknown) => {
        this.#proposals.delete(proposal);
        reject(error);
      };
      this.#proposals.add(proposal);
      this.log.append([{ term: this.term, command }]).then(() => this.#send(), fail);
    });
  }

  /** Rejects what is not committed yet, and what comes after. */
  stop(): void {
    this.#isStopped = true;
    for (const peer of this.peers) peer.stop();
    for (const { reject } of this.#proposals) reject(stopped());
  }

  /**
   * Commits what most logs have. The leader's own is always among them, for it is written first: a leader that nobody can
   * replace must not lose what it has answered for. Entries of earlier terms are committed by the first of this one, as Raft
   * has it.
   */
  commit(): void {
    const { metrics, name } = this.#options;
    const indexes = [this.log.lastIndex, ...this.peers.map(({ matchIndex }) => matchIndex)];
    const majority = indexes.sort((a, b) => b - a)[indexes.length >> 1] ?? 0;
    if (majority > this.#commitIndex && this.log.termAt(majority) === this.term) {
      for (const entry of this.log.slice(this.#commitIndex + 1, majority)) this.#apply(entry);
      this.#commitIndex = majority;
      this.#send();
    }
    metrics.recordApplied(this.#commitIndex, { node: name });
    for (const peer of this.peers) metrics.recordApplied(peer.appliedIndex, { node: peer.name });
  }

  #send(): void {
    for (const peer of this.peers) void peer.send();
  }

  #apply({ term, command }: LogEntry): void {
    const { metrics, apply } = this.#options;
    const [proposal] = term === this.term ? this.#proposals : [];
    if (proposal) {
      this.#proposals.delete(proposal);
      metrics.recordCommitted((performance.now() - proposal.startMs) / 1000);
    }
    try {
      const change = apply(command, proposal !== undefined);
      proposal?.resolve(change);
    } catch (error) {
      proposal?.reject(error);
    }
  }
}

function stopped(): StatusError {
  return new StatusError(status.UNAVAILABLE, 'the node stops');
}
