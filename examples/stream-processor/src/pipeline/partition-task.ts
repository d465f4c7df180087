import { appendFile, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson, writeJson } from '../log/json-file.js';
import { type Batch, openPartition, partitionPath, START } from '../log/partition.js';
import { createKeyedState } from '../state/keyed-state.js';
import type { PartitionContext } from './partition-context.js';
import { createWindower, type Windower } from './windower.js';

const POLL_MS = 50;

export type PartitionTask = Awaited<ReturnType<typeof openPartitionTask>>;

/** Takes a partition from the log to the results. A sensor is in one partition: tasks share nothing but the backend. */
export async function openPartitionTask(context: PartitionContext) {
  const { settings, partition, metrics, signal } = context;
  const { directory, follow } = settings;
  const offsetPath = join(directory, 'offsets', `${partition}.json`);
  const outputPath = partitionPath(directory, 'results', partition);
  const input = await openPartition(partitionPath(directory, 'readings', partition));
  const states = createKeyedState(context);
  let done = START;

  /** Resolves when it was stopped, or at the end of a log that is not followed. What was read by then is done. */
  async function run(): Promise<void> {
    const windower = createWindower(context, states, await restore());
    for (let isBehind = false; !signal.aborted; ) {
      const batch = await metrics.operate('read', () => input.read(done));
      if (batch !== undefined) {
        if (isBehind) metrics.backpressure.add(1); // it was there before the last one was done
        await processBatch(batch, windower);
      } else if (follow) await sleep(POLL_MS);
      else return;
      isBehind = batch !== undefined;
    }
  }

  /** State that outlived the last process knows better than the offset where it was: results behind that come once more. */
  async function restore(): Promise<number> {
    const restored = await states.restore();
    done = restored ?? (await readJson<typeof START>(offsetPath)) ?? START;
    const whole = 1 + (await readFile(outputPath, { flag: 'a+' })).lastIndexOf('\n'); // but for a line that a kill has torn
    done = { ...done, resultBytes: restored ? Math.min(restored.resultBytes, whole) : whole };
    await truncate(outputPath, done.resultBytes);
    return done.latestMs;
  }

  /** Results first, then state, then the offset: what was not finished is done again by the next process. */
  async function processBatch({ lines, next }: Batch, windower: Windower): Promise<void> {
    await metrics.operate('process', () => windower.take(lines));
    const results = await metrics.operate('close', () => windower.close());
    const text = results.map((line) => `${line}\n`).join('');
    if (text !== '') await metrics.operate('write', () => appendFile(outputPath, text));
    metrics.produced.add(results.length);
    const resultBytes = done.resultBytes + Buffer.byteLength(text);
    const checkpoint = { ...next, latestMs: windower.latestMs(), resultBytes };
    await metrics.operate('store', () => states.flush(checkpoint));
    await metrics
      .operate('commit', () => writeJson(offsetPath, checkpoint))
      .catch(() => metrics.commitErrors.add(1)); // the next commit makes good for it
    done = checkpoint;
    metrics.consumed.add(lines.length);
    if (done.latestMs > 0) metrics.pipelineLag.set((Date.now() - done.latestMs) / 1000);
  }

  /** How many messages it is behind the end of the log, which may have grown. One call at a time. */
  const measureLag = async () => (await input.count()) - done.message;

  const { countReadings } = states;
  const latestMs = () => done.latestMs;
  return { partition, run, measureLag, countReadings, latestMs, close: input.close };
}
