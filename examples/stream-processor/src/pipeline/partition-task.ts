import { appendFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OffsetFile } from '../log/offset-file.js';
import type { Batch, PartitionReader, Position } from '../log/partition-reader.js';
import type { Topic } from '../log/topic.js';
import type { Meters } from '../meters.js';
import { Deduplicator } from '../readings/deduplicator.js';
import { parseReading } from '../readings/reading.js';
import { KeyedState } from '../state/keyed-state.js';
import type { StateBackend } from '../state/state-backend.js';
import { Watermark } from '../windows/watermark.js';
import { WindowMetrics } from '../windows/window-metrics.js';
import { DISORDER_MS, LATENESS_MS } from '../windows/window-settings.js';
import { Windower } from '../windows/windower.js';
import { BoundedQueue } from './bounded-queue.js';
import { EventLoop } from './event-loop.js';
import { noTotals } from './totals.js';

export interface PartitionTaskOptions {
  readonly partition: string;
  readonly input: Topic;
  readonly output: Topic;
  readonly reader: PartitionReader;
  readonly offsets: OffsetFile;
  readonly backend: StateBackend;
  readonly cacheEntries: number;
  readonly dedupEntries: number;
  /** Whether to wait for more at the end of the log. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
}

const BATCHES_AHEAD = 2;
const POLL_MS = 50;
/** Of a reading. */
const TYPICAL_BYTES = 80;

/** Takes a partition from the log to the results. A sensor is in one partition: tasks share nothing but the backend. */
export class PartitionTask {
  readonly totals = noTotals();
  readonly dedup: Deduplicator;
  readonly watermark: Watermark;
  readonly #meters: Meters;
  readonly #options: PartitionTaskOptions;
  readonly #states: KeyedState;
  readonly #windower: Windower;
  readonly #events: EventLoop;
  readonly #queue: BoundedQueue<Batch>;
  #consumed: Position = { message: 0, byte: 0 };
  #lag = Number.NaN;

  constructor(meters: Meters, options: PartitionTaskOptions) {
    const { totals } = this;
    const windows = new WindowMetrics(meters);
    const states = new KeyedState(meters, { ...options, onLost: (open) => windows.lost(open) });
    this.dedup = new Deduplicator(meters, options.dedupEntries);
    this.watermark = new Watermark(meters, DISORDER_MS);
    this.#meters = meters;
    this.#options = options;
    this.#states = states;
    this.#windower = new Windower(meters, { states, windows, totals });
    this.#events = new EventLoop(meters, { ...this, states, windower: this.#windower });
    this.#queue = new BoundedQueue(BATCHES_AHEAD, () => meters.processor.recordBackpressure());
    meters.kafka.recordPartitionAssigned(this.#labelsOf(options.input));
  }

  /** Messages behind the end of the log when that was last looked at; NaN before. */
  get lag(): number {
    return this.#lag;
  }

  /** Resolves when it was stopped, or at the end of a log that is not followed. What was read by then is done. */
  async run(): Promise<void> {
    await this.#restore();
    await Promise.all([this.#readAhead(this.#consumed), this.#work()]);
  }

  /** Looks how far the log has grown meanwhile. One call at a time. */
  async measureLag(): Promise<void> {
    const { input, reader } = this.#options;
    this.#lag = (await reader.countMessages()) - this.#consumed.message;
    this.#meters.kafka.recordConsumerLag(this.#lag, this.#labelsOf(input));
  }

  /** State that outlived the last process knows better than the offset where it was. */
  async #restore(): Promise<void> {
    const { position, states } = await this.#states.restore();
    this.#consumed = position ?? (await this.#options.offsets.read());
    if (position !== undefined) this.watermark.restore(position.latestMs);
    this.#windower.restore(states);
    await this.#learnBefore(this.#consumed);
  }

  /** Duplicates of what an earlier process has read are duplicates, too. */
  async #learnBefore(position: Position): Promise<void> {
    const { reader, dedupEntries } = this.#options;
    const lines = await reader.readBefore(position, dedupEntries * TYPICAL_BYTES);
    for (const line of lines.slice(-dedupEntries)) {
      const reading = parseReading(line);
      if (typeof reading !== 'string') this.dedup.learn(reading.id);
    }
  }

  async #readAhead(from: Position): Promise<void> {
    const { reader, signal, follow } = this.#options;
    try {
      while (!signal.aborted) {
        const batch = await this.#operate('read', () => reader.read(from));
        if (batch !== undefined) {
          await this.#queue.push(batch);
          from = batch.next;
        } else if (!follow) break;
        else await sleep(POLL_MS, undefined, { signal }).catch(() => {});
      }
    } finally {
      this.#queue.close();
    }
  }

  async #work(): Promise<void> {
    try {
      for (let batch = await this.#queue.take(); batch; batch = await this.#queue.take())
        await this.#process(batch);
    } finally {
      this.#queue.close(); // nobody takes from it any more
    }
  }

  /** Results first, then state, then the offset: after a crash a result may be there twice, and none is missing. */
  async #process({ lines, next }: Batch): Promise<void> {
    const { input } = this.#options;
    await this.#operate('process', () => this.#events.process(lines));
    const results = await this.#operate('close', () =>
      this.#windower.closeUntil((endMs) => this.watermark.hasPassed(endMs + LATENESS_MS)),
    );
    if (results.length > 0) await this.#operate('write', () => this.#write(results));
    const position = { ...next, latestMs: this.watermark.latestMs };
    await this.#operate('store', () => this.#states.flush(position));
    await this.#operate('commit', () => this.#commit(next));
    this.#consumed = next;
    this.#meters.kafka.recordConsumed(lines.length, this.#labelsOf(input));
    this.#meters.processor.recordPipelineLag((Date.now() - this.watermark.latestMs) / 1000);
  }

  async #write(results: readonly string[]): Promise<void> {
    const { output, partition } = this.#options;
    await appendFile(output.pathOf(partition), `${results.join('\n')}\n`);
    this.#meters.kafka.recordProduced(results.length, this.#labelsOf(output));
  }

  /** The next commit makes good for one that fails. */
  async #commit(next: Position): Promise<void> {
    try {
      await this.#options.offsets.commit(next);
    } catch {
      this.#meters.kafka.recordCommitFailed(this.#labelsOf(this.#options.input));
    }
  }

  #operate<R>(operator: string, run: () => Promise<R>): Promise<R> {
    return this.#meters.processor.trackOperator({ operator }, run);
  }

  #labelsOf({ name }: Topic) {
    return { topic: name, partition: this.#options.partition };
  }
}
