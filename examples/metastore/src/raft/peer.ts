import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, connect } from '../grpc/connect.js';
import type { AppendReply } from '../grpc/protocol.js';
import { protocol } from '../grpc/protocol.js';
import type { WriteAheadLog } from '../log/write-ahead-log.js';

const { Append } = protocol['metastore.Replication'];

const HEARTBEAT_MS = 200;
const RETRY_MS = 50;
const TIMEOUT_MS = 2000;
const MAX_ENTRIES = 64;

export interface PeerOptions {
  readonly name: string;
  readonly log: WriteAheadLog;
  readonly term: number;
  /** Of the leader. */
  readonly commitIndex: () => number;
  /** Called after each reply that brought something new. */
  readonly onProgress: () => void;
}

/** A follower as the leader sees it: sends it what it lacks. */
export class Peer {
  readonly #options: PeerOptions;
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  #connection: Connection | undefined;
  #wake: () => void = () => {};
  #nextIndex = 1;
  #toldCommitIndex = 0;
  #matchIndex = 0;
  #appliedIndex = 0;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#ended = this.#run();
  }

  get name(): string {
    return this.#options.name;
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
    this.#nextIndex = this.#options.log.lastIndex + 1;
    this.#matchIndex = 0;
    this.#toldCommitIndex = 0;
    this.wake();
  }

  /** There is something to send. */
  wake(): void {
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    this.#connection?.close();
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const connection = this.#connection;
      const isSent = connection !== undefined && (await this.#send(connection));
      if (!isSent) await this.#rest(RETRY_MS);
      else if (!this.#hasNews()) await this.#rest(HEARTBEAT_MS);
    }
  }

  #hasNews(): boolean {
    const { log, commitIndex } = this.#options;
    return this.#nextIndex <= log.lastIndex || this.#toldCommitIndex < commitIndex();
  }

  /** False if there was no answer, or one from a follower that has moved since. */
  async #send(connection: Connection): Promise<boolean> {
    const { log, term } = this.#options;
    const previousIndex = this.#nextIndex - 1;
    const commitIndex = this.#options.commitIndex();
    const entries = log
      .from(this.#nextIndex, MAX_ENTRIES)
      .map((entry) => ({ ...entry, command: JSON.stringify(entry.command) }));
    const previousTerm = log.termAt(previousIndex);
    const request = { term, previousIndex, previousTerm, entries, commitIndex };
    try {
      const reply = await connection.call(Append, request, { timeoutMs: TIMEOUT_MS });
      if (connection !== this.#connection) return false;
      return this.#take(reply, commitIndex);
    } catch {
      return false; // it is gone; it will be back, or moved to another address
    }
  }

  #take({ success, term, lastIndex, appliedIndex }: AppendReply, commitIndex: number): boolean {
    if (!success) {
      this.#nextIndex = Math.max(1, Math.min(this.#nextIndex - 1, lastIndex + 1));
      return term <= this.#options.term; // one with a later term follows another leader
    }
    const isProgress = lastIndex !== this.#matchIndex || appliedIndex !== this.#appliedIndex;
    this.#nextIndex = lastIndex + 1;
    this.#toldCommitIndex = commitIndex;
    this.#matchIndex = lastIndex;
    this.#appliedIndex = appliedIndex;
    if (isProgress) this.#options.onProgress();
    return true;
  }

  /** Until somebody calls {@link wake}. */
  async #rest(ms: number): Promise<void> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    await sleep(ms, undefined, { signal: woken.signal }).catch(() => {});
    this.#wake = () => {};
  }
}
