import { EventEmitter, once } from 'node:events';
import type { RaftMetrics } from '@meterkit/meters/storage';
import type { Change, FetchReply, FetchRequest } from '../grpc/protocol.js';
import type { Command, LogEntry } from '../log/command.js';
import type { WriteAheadLog } from '../log/write-ahead-log.js';

/** A follower that has all there is hears so after this time. */
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
  readonly resolve: (applied: Promise<Change>) => void;
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
  readonly #proposals = new WeakMap<LogEntry, Proposal>();
  readonly #news = new EventEmitter();
  #commitIndex = 0;

  constructor(options: LeaderOptions) {
    this.#options = options;
    const { nodes, log, metrics } = options;
    this.term = 1 + (log.entries.at(-1)?.term ?? 0);
    this.#followers = new Map(nodes.slice(1).map((node) => [node, 0]));
    for (const node of nodes) metrics.recordApplied(0, { node });
  }

  /** Resolves to what it changed when it is committed; rejects with what its application threw. Without a majority it waits. */
  propose(command: Command): Promise<Change> {
    return new Promise((resolve, reject) => {
      const entry = { term: this.term, command };
      this.#proposals.set(entry, { startMs: performance.now(), resolve });
      this.#options.log.append([entry]).then(() => this.#news.emit('news'), reject);
    });
  }

  /** Answers a follower when there is something after its log or more is committed, and after a while in any case. Never throws. */
  async fetch({ node, lastIndex, lastTerm, appliedIndex }: FetchRequest): Promise<FetchReply> {
    const { log, metrics } = this.#options;
    const agrees = this.#followers.has(node) && log.entries[lastIndex]?.term === lastTerm;
    if (!agrees) return { agrees, entries: [], commitIndex: 0 };
    this.#followers.set(node, lastIndex);
    metrics.recordApplied(appliedIndex, { node });
    this.#commit();
    if (lastIndex === log.entries.length - 1 && appliedIndex === this.#commitIndex)
      await once(this.#news, 'news', { signal: AbortSignal.timeout(HEARTBEAT_MS) }).catch(() => {});
    const next = log.entries.slice(lastIndex + 1, lastIndex + 1 + MAX_ENTRIES);
    const entries = next.map((entry) => JSON.stringify(entry));
    return { agrees, entries, commitIndex: this.#commitIndex };
  }

  /**
   * Commits what most logs have. The leader's own is always among them, for followers have it from there: a leader that nobody
   * can replace must not lose what it has answered for. Entries of earlier terms are committed by the first of this one, as
   * Raft has it.
   */
  #commit(): void {
    const { nodes, log, metrics } = this.#options;
    const indexes = [log.entries.length - 1, ...this.#followers.values()].sort((a, b) => b - a);
    const majority = indexes[indexes.length >> 1] ?? 0;
    if (majority <= this.#commitIndex || log.entries[majority]?.term !== this.term) return;
    for (const entry of log.entries.slice(this.#commitIndex + 1, majority + 1)) this.#apply(entry);
    this.#commitIndex = majority;
    metrics.recordApplied(majority, { node: nodes[0] ?? '' });
    this.#news.emit('news');
  }

  #apply(entry: LogEntry): void {
    const { metrics, apply } = this.#options;
    const proposal = this.#proposals.get(entry); // none if it is of an earlier life
    this.#proposals.delete(entry);
    if (proposal) metrics.recordCommitted((performance.now() - proposal.startMs) / 1000);
    const applied = new Promise<Change>((resolve) => {
      resolve(apply(entry.command, proposal !== undefined));
    });
    applied.catch(() => {}); // if the state does not allow it, whoever proposed it is told
    proposal?.resolve(applied);
  }
}
