import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OffsetFile } from '../log/offset-file.js';
import { PartitionReader } from '../log/partition-reader.js';
import { openTopic } from '../log/topic.js';
import type { Meters } from '../meters.js';
import { meteredState } from '../state/metered-state.js';
import type { StateBackend } from '../state/state-backend.js';
import { PartitionTask, type PartitionTaskOptions } from './partition-task.js';
import { sumOf, type Totals } from './totals.js';

export interface ProcessorOptions
  extends Pick<PartitionTaskOptions, 'backend' | 'cacheEntries' | 'dedupEntries' | 'follow'> {
  readonly directory: string;
  /** Told the totals each time that the end of the log was reached. */
  readonly onCaughtUp: (totals: Totals) => void;
}

const REPORT_MS = 200;

/** Runs a task for each partition of the topic `readings`, with results to the topic `results`. */
export class Processor {
  readonly #meters: Meters;
  readonly #onCaughtUp: ProcessorOptions['onCaughtUp'];
  readonly #backend: StateBackend;
  readonly #readers: readonly PartitionReader[];
  readonly #tasks: readonly PartitionTask[];
  readonly #stopping: AbortController;
  #toldEvents = 0;

  private constructor(
    meters: Meters,
    options: ProcessorOptions,
    parts: {
      readonly tasks: readonly PartitionTask[];
      readonly readers: readonly PartitionReader[];
      readonly stopping: AbortController;
    },
  ) {
    this.#meters = meters;
    this.#onCaughtUp = options.onCaughtUp;
    this.#backend = options.backend;
    this.#readers = parts.readers;
    this.#tasks = parts.tasks;
    this.#stopping = parts.stopping;
  }

  /** Rejects if there is no partition. */
  static async open(meters: Meters, given: ProcessorOptions): Promise<Processor> {
    const { directory } = given;
    const input = await openTopic(directory, 'readings');
    const output = await openTopic(directory, 'results');
    const partitions = await input.partitions();
    if (partitions.length === 0)
      throw new Error(`${input.pathOf('0')}: expected a partition; npm run generate makes some`);
    await mkdir(join(directory, 'offsets'), { recursive: true });
    const options = { ...given, backend: meteredState(given.backend, meters) };
    const stopping = new AbortController();
    const readers = await Promise.all(partitions.map((p) => PartitionReader.open(input.pathOf(p))));
    const tasks = readers.map((reader, i) => {
      const partition = partitions[i] ?? ''; // there is one for each reader
      const offsets = new OffsetFile(join(directory, 'offsets', `${partition}.json`));
      const { signal } = stopping;
      return new PartitionTask(meters, {
        ...options,
        partition,
        input,
        output,
        reader,
        offsets,
        signal,
      });
    });
    return new Processor(meters, options, { tasks, readers, stopping });
  }

  /** Why nothing can be processed now; null if it can. */
  get problem(): string | null {
    return this.#stopping.signal.aborted ? 'stopping' : this.#backend.problem();
  }

  get totals(): Totals {
    return sumOf(this.#tasks.map((task) => task.totals));
  }

  /** Resolves when it was stopped, or at the end of a log that is not followed. */
  async run(): Promise<void> {
    const runs = this.#tasks.map((task) => task.run());
    const reporting = this.#reportUntilStopped();
    try {
      await Promise.all(runs);
    } finally {
      this.stop(); // if one has failed, the others end too
      await Promise.allSettled([...runs, reporting]);
      await this.#report();
      for (const reader of this.#readers) await reader.close();
      await this.#backend.close();
    }
  }

  /** Reads no more. What was read is done, and its offset committed. */
  stop(): void {
    this.#stopping.abort();
  }

  async #reportUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#report();
      await sleep(REPORT_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** Sets the gauges that are of all partitions, or that change while nothing comes. */
  async #report(): Promise<void> {
    const { processor } = this.#meters;
    await Promise.all(this.#tasks.map((task) => task.measureLag()));
    await this.#backend.measure().catch(() => {}); // it is away, and said so elsewhere
    processor.recordDedupCacheSize(this.#tasks.reduce((sum, { dedup }) => sum + dedup.size, 0));
    const watermarkMs = Math.min(...this.#tasks.map(({ watermark }) => watermark.ms));
    if (Number.isFinite(watermarkMs)) processor.watermarkLag.set((Date.now() - watermarkMs) / 1000);
    const { totals } = this;
    if (totals.events === this.#toldEvents || this.#tasks.some(({ lag }) => lag > 0)) return;
    this.#toldEvents = totals.events;
    this.#onCaughtUp(totals);
  }
}
