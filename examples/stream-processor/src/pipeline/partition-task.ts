import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commitOffset, readOffset } from '../log/offset-file.js';
import type { Batch, PartitionReader, Position } from '../log/partition-reader.js';
import type { PartitionMetrics } from '../metrics/partition-metrics.js';
import { parseReading } from '../readings/reading.js';
import { KeyedState } from '../state/keyed-state.js';
import type { PartitionContext } from './partition-context.js';
import { Windower } from './windower.js';

const POLL_MS = 50;
/** Of a reading. */
const TYPICAL_BYTES = 80;

/** Takes a partition from the log to the results. A sensor is in one partition: tasks share nothing but the backend. */
export class PartitionTask {
  readonly windower: Windower;
  readonly #context: PartitionContext;
  readonly #metrics: PartitionMetrics;
  readonly #reader: PartitionReader;
  readonly #outputPath: string;
  readonly #offsetPath: string;
  readonly #states: KeyedState;
  #consumed: Position = { message: 0, byte: 0 };

  constructor(context: PartitionContext, reader: PartitionReader, outputPath: string) {
    this.#context = context;
    this.#metrics = context.metrics;
    this.#reader = reader;
    this.#outputPath = outputPath;
    this.#offsetPath = join(context.settings.directory, 'offsets', `${context.partition}.json`);
    this.#states = new KeyedState(context);
    this.windower = new Windower(context, this.#states);
  }

  /** Resolves when it was stopped, or at the end of a log that is not followed. What was read by then is done. */
  async run(): Promise<void> {
    await this.#restore();
    let next = this.#read(this.#consumed);
    for (let batch = await next; batch !== undefined; batch = await next) {
      let isWaiting = false;
      const noticed = (ahead: Batch | undefined) => (isWaiting = ahead !== undefined);
      next = this.#read(batch.next); // while this one is processed
      next.then(noticed, () => {}); // what went wrong is seen when it is taken
      await this.#process(batch);
      if (isWaiting) this.#metrics.backpressure.add(1);
    }
  }

  /** How many messages it is behind the end of the log, which may have grown. One call at a time. */
  async measureLag(): Promise<number> {
    const lag = (await this.#reader.countMessages()) - this.#consumed.message;
    this.#metrics.setConsumerLag(lag);
    return lag;
  }

  close(): Promise<void> {
    return this.#reader.close();
  }

  /** State that outlived the last process knows better than the offset where it was. */
  async #restore(): Promise<void> {
    const { dedupEntries } = this.#context.settings;
    const position = await this.#states.restore();
    if (position !== undefined) this.windower.restore(position.latestMs);
    this.#consumed = position ?? (await readOffset(this.#offsetPath));
    // Duplicates of what an earlier process has read are duplicates, too.
    const lines = await this.#reader.readBefore(this.#consumed, dedupEntries * TYPICAL_BYTES);
    for (const line of lines.slice(-dedupEntries)) {
      const reading = parseReading(line);
      if (typeof reading !== 'string') this.windower.dedup.learn(reading.id);
    }
  }

  /** The next batch, when there is one; undefined at the end. */
  async #read(from: Position): Promise<Batch | undefined> {
    const { signal, settings } = this.#context;
    while (!signal.aborted) {
      const batch = await this.#metrics.operate('read', () => this.#reader.read(from));
      if (batch !== undefined || !settings.follow) return batch;
      await sleep(POLL_MS, undefined, { signal }).catch(() => {});
    }
    return undefined;
  }

  /** Results first, then state, then the offset: after a crash a result may be there twice, and none is missing. */
  async #process({ lines, next }: Batch): Promise<void> {
    await this.#metrics.operate('process', () => this.windower.take(lines));
    const results = await this.#metrics.operate('close', () => this.windower.close());
    if (results.length > 0) await this.#metrics.operate('write', () => this.#write(results));
    const { latestMs } = this.windower;
    await this.#metrics.operate('store', () => this.#states.flush({ ...next, latestMs }));
    await this.#metrics.operate('commit', () => this.#commit(next));
    this.#consumed = next;
    this.#metrics.consumed.add(lines.length);
    if (latestMs > 0) this.#metrics.pipelineLag.set((Date.now() - latestMs) / 1000);
  }

  async #write(results: readonly string[]): Promise<void> {
    await appendFile(this.#outputPath, `${results.join('\n')}\n`);
    this.#metrics.produced.add(results.length);
  }

  /** The next commit makes good for one that fails. */
  async #commit(next: Position): Promise<void> {
    await commitOffset(this.#offsetPath, next).catch(() => this.#metrics.commitErrors.add(1));
  }
}
