import type { AppendReply, AppendRequest } from '../grpc/protocol.js';
import type { LogEntry } from '../log/command.js';
import type { WriteAheadLog } from '../log/write-ahead-log.js';
import type { StateMachine } from '../store/state-machine.js';

/** A node that takes the leader's log over, and applies what is committed (Raft, section 5.3). */
export class Follower {
  readonly #log: WriteAheadLog;
  readonly #machine: StateMachine;
  #term: number;
  #appliedIndex = 0;
  #busy: Promise<unknown> = Promise.resolve();

  constructor(log: WriteAheadLog, machine: StateMachine) {
    this.#log = log;
    this.#machine = machine;
    this.#term = log.termAt(log.lastIndex);
  }

  /** One request after the other. The entries of one that succeeds are on the disk. */
  append(request: AppendRequest): Promise<AppendReply> {
    const reply = this.#busy.then(() => this.#append(request));
    this.#busy = reply.catch(() => {}); // the next one is a new attempt
    return reply;
  }

  async #append(request: AppendRequest): Promise<AppendReply> {
    const { term, previousIndex, previousTerm, entries, commitIndex } = request;
    const isFollowed = term >= this.#term;
    if (isFollowed) this.#term = term;
    const agrees =
      previousIndex <= this.#log.lastIndex && this.#log.termAt(previousIndex) === previousTerm;
    if (!isFollowed || !agrees) return this.#reply(false, this.#log.lastIndex);

    await this.#take(
      entries.map((entry) => ({ ...entry, command: JSON.parse(entry.command) })), // from the leader
    );
    const lastIndex = previousIndex + entries.length;
    this.#applyUpTo(Math.min(commitIndex, lastIndex));
    return this.#reply(true, lastIndex);
  }

  /** Where the leader has another entry, that and all after it are thrown away: they were never committed. */
  async #take(entries: readonly LogEntry[]): Promise<void> {
    const lacking = entries.findIndex(({ index, term }) => this.#log.termAt(index) !== term);
    const [first, ...others] = lacking < 0 ? [] : entries.slice(lacking);
    if (first === undefined) return;
    if (first.index <= this.#log.lastIndex) await this.#log.truncate(first.index - 1);
    await this.#log.append([first, ...others]);
  }

  #applyUpTo(index: number): void {
    while (this.#appliedIndex < index) {
      this.#appliedIndex += 1;
      const entry = this.#log.entry(this.#appliedIndex) as LogEntry; // it is not after the last
      try {
        this.#machine.apply(entry.command);
      } catch {
        // The state does not allow it: it did not on the leader either, whose client was told.
      }
    }
  }

  #reply(success: boolean, lastIndex: number): AppendReply {
    return { term: this.#term, success, lastIndex, appliedIndex: this.#appliedIndex };
  }
}
