import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commitCheckpoint, readCheckpoint, START } from '../log/checkpoint-file.js';
import { cutTornLine } from '../log/cut-torn-line.js';
import type { Batch, Partition } from '../log/partition.js';
import { createKeyedState } from '../state/keyed-state.js';
import type { PartitionContext } from './partition-context.js';
import { createWindower } from './windower.js';

const POLL_MS = 50;
/** Of a reading. */
const TYPICAL_BYTES = 80;

export type PartitionTask = ReturnType<typeof createPartitionTask>;

/** Takes a partition from the log to the results. A sensor is in one partition: tasks share nothing but the backend. */
export function createPartitionTask(
  context: PartitionContext,
  input: Partition,
  outputPath: string,
) {
  const { settings, partition, metrics, signal } = context;
  const checkpointPath = join(settings.directory, 'offsets', `${partition}.json`);
  const states = createKeyedState(context);
  const windower = createWindower(context, states);
  let done = START;

  /** Resolves when it was stopped, or at the end of a log that is not followed. What was read by then is done. */
  async function run(): Promise<void> {
    await restore();
    for (let isBehind = false; !signal.aborted; ) {
      const batch = await metrics.operate('read', () => input.read(done));
      if (batch !== undefined) {
        if (isBehind) metrics.backpressure.add(1); // it was there before the last one was done
        await processBatch(batch);
      } else if (settings.follow) await sleep(POLL_MS, undefined, { signal }).catch(() => {});
      else return;
      isBehind = batch !== undefined;
    }
  }

  /** State that outlived the last process knows better than the offset where it was. */
  async function restore(): Promise<void> {
    await cutTornLine(outputPath);
    done = (await states.restore()) ?? (await readCheckpoint(checkpointPath));
    const { byte, latestMs } = done;
    const bytes = Math.min(byte, settings.dedupEntries * TYPICAL_BYTES);
    const before = await input.read({ message: 0, byte: byte - bytes }, bytes); // its first line may be cut
    windower.restore(latestMs, before?.lines.slice(-settings.dedupEntries) ?? []);
  }

  /** Results first, then state, then the offset: after a crash a result may be there twice, and none is missing. */
  async function processBatch({ lines, next }: Batch): Promise<void> {
    await metrics.operate('process', () => windower.take(lines));
    const results = await metrics.operate('close', () => windower.close());
    if (results.length > 0) {
      await metrics.operate('write', () => appendFile(outputPath, `${results.join('\n')}\n`));
      metrics.produced.add(results.length);
    }
    const latestMs = windower.latestMs();
    const checkpoint = { ...next, latestMs };
    await metrics.operate('store', () => states.flush(checkpoint));
    await metrics
      .operate('commit', () => commitCheckpoint(checkpointPath, checkpoint))
      .catch(() => metrics.commitErrors.add(1)); // the next commit makes good for it
    done = checkpoint;
    metrics.consumed.add(lines.length);
    if (latestMs > 0) metrics.pipelineLag.set((Date.now() - latestMs) / 1000);
  }

  /** How many messages it is behind the end of the log, which may have grown. One call at a time. */
  async function measureLag(): Promise<number> {
    const lag = (await input.count()) - done.message;
    metrics.setConsumerLag(lag);
    return lag;
  }

  return { windower, run, measureLag, close: input.close };
}
