import { setImmediate as nextTurn } from 'node:timers/promises';
import { BlockPool } from './block-pool.js';
import type { PageWriter } from './page-writer.js';

/** Takes the next bytes of a page. Their memory is used again when the promise is fulfilled; without one, at once. */
export type PageSink = (bytes: Uint8Array) => undefined | Promise<void>;

export interface WritePageOptions {
  /** Milliseconds of work after which the event loop has its turn. 2 unless said: gaps then stay below 6 ms. */
  readonly budgetMs?: number | undefined;
}

/**
 * Writes a page of any size to a sink, in blocks of at most 64 KiB, and gives the event loop back in between. Takes 1 MiB of
 * memory, and waits when the sink has it all. Rejects, and writes no more, when the sink throws or rejects.
 */
export async function writePage(
  writer: PageWriter,
  sink: PageSink,
  { budgetMs = 2 }: WritePageOptions = {},
): Promise<void> {
  const blocks = new BlockPool();
  let turnBegan = performance.now();
  for (;;) {
    const block = await blocks.take();
    const length = writer.fill(block);
    if (length === 0) {
      blocks.lend(block, undefined);
      return blocks.end();
    }
    blocks.lend(block, sink(block.subarray(0, length)));
    if (performance.now() - turnBegan < budgetMs) continue;
    // A real turn of the loop: a sink that is done in a microtask or a tick would keep everybody else waiting.
    await nextTurn();
    turnBegan = performance.now();
  }
}
