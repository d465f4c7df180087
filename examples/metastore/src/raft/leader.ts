import { EventEmitter, once } from 'node:events';
import { status } from '@grpc/grpc-js';
import type { RaftMetrics } from '@meterkit/meters/storage';
import type { Change, FetchReply, FetchRequest } from '../grpc/protocol.js';
import { StatusError } from '../grpc/status-error.js';
import type { Command, LogEntry } from '../log/command.js';
import type { WriteAheadLog } from '../log/write-ahead-log.js';

/** A follower that has all there is hears so at least this often. */
const HEARTBEAT_MS = 100;
const MAX_ENTRIES = 64;

export interface LeaderOptions {
  /** Their names; the first one leads. */
  readonly nodes: readonly string[];
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
 * The one node that accepts commands: appends them to its log, answers followers with what they lack, and applies what a
 * majority of nodes has on disk. It is not elected: it leads because it is the first in order, in a new term with each start.
 */
export class Leader {
  readonly term: number;
  readonly #options: LeaderOptions;
  /** Up to which their logs are this one, as they have told. */
  readonly #followers: Map<string, number>;
  readonly #proposals = new Map<LogEntry, Proposal>();
  readonly #news = new EventEmitter();
  readonly #heartbeat = setInterval(() => this.#news.emit('news'), HEARTBEAT_MS);
  #commitIndex = 0;
  #isStopped = false;

  constructor(options: LeaderOptions) {
    this.#options = options;
    const { nodes, log, metrics } = options;
    this.term = log.termAt(log.lastIndex) + 1;
    this.#followers = new Map(nodes.slice(1).map((node) => [node, 0]));
    for (const node of nodes) metrics.recordApplied(0, { node });
  }

  /** Resolves when all of the log, up to the first entry of this term, is committed and applied. */
  async start(): Promise<void> {
    await this.propose({ type: 'none' });
  }

  /** Resolves to what it changed when it is committed; rejects with what its application threw. Without a majority it waits. */
  propose(command: Command): Promise<Change> {
    return new Promise((resolve, reject) => {
      if (this.#isStopped) return reject(stopped());
      const entry = { term: this.term, command };
      this.#proposals.set(entry, { startMs: performance.now(), resolve, reject });
      const fail = (error: unknown) => {
        this.#proposals.delete(entry);
        reject(error);
      };
      this.#options.log.append([entry]).then(() => this.#news.emit('news'), fail);
    });
  }

  /** Answers a follower when there is something after its log or more is committed, and after a while in any case. Never throws. */
  async fetch({ node, lastIndex, lastTerm, appliedIndex }: FetchRequest): Promise<FetchReply> {
    const { log, metrics } = this.#options;
    const agrees = this.#followers.has(node) && log.termAt(lastIndex) === lastTerm;
    if (!agrees) return { agrees, entries: [], commitIndex: 0 };
    this.#followers.set(node, lastIndex);
    metrics.recordApplied(appliedIndex, { node });
    this.#commit();
    const hasAll = lastIndex === log.lastIndex && appliedIndex === this.#commitIndex;
    if (hasAll && !this.#isStopped) await once(this.#news, 'news');
    const next = log.slice(lastIndex + 1, lastIndex + MAX_ENTRIES);
    const entries = next.map((entry) => JSON.stringify(entry));
    return { agrees, entries, commitIndex: this.#commitIndex };
  }

  /** Rejects what is not committed yet, and what comes after. */
  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#heartbeat);
    this.#news.emit('news');
    for (const { reject } of this.#proposals.values()) reject(stopped());
  }

  /**
   * Commits what most logs have. The leader's own is always among them, for followers have it from there: a leader that nobody
   * can replace must not lose what it has answered for. Entries of earlier terms are committed by the first of this one, as
   * Raft has it.
   */
  #commit(): void {
    const { log, metrics, nodes } = this.#options;
    const indexes = [log.lastIndex, ...this.#followers.values()].sort((a, b) => b - a);
    const majority = indexes[indexes.length >> 1] ?? 0;
    if (majority <= this.#commitIndex || log.termAt(majority) !== this.term) return;
    for (const entry of log.slice(this.#commitIndex + 1, majority)) this.#apply(entry);
    this.#commitIndex = majority;
    metrics.recordApplied(majority, { node: nodes[0] ?? '' });
    this.#news.emit('news');
  }

  #apply(entry: LogEntry): void {
    const { metrics, apply } = this.#options;
    const proposal = this.#proposals.get(entry); // none if it is of an earlier life
    this.#proposals.delete(entry);
    if (proposal) metrics.recordCommitted((performance.now() - proposal.startMs) / 1000);
    try {
      const change = apply(entry.command, proposal !== undefined);
      proposal?.resolve(change);
    } catch (error) {
      proposal?.reject(error);
    }
  }
}

function stopped(): StatusError {
  return new StatusError(status.UNAVAILABLE, 'the node stops');
}
