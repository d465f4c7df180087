import { BlockPool } from './block-pool.js';
import type { PageWriter } from './page-writer.js';
import { WritePace } from './write-pace.js';

/** Takes the next bytes of a page. Their memory is used again when the promise is fulfilled; without one, at once. */
export type PageSink = (bytes: Uint8Array) => undefined | Promise<void>;

export interface WritePageOptions {
  /** Milliseconds of work after which the event loop has its turn. 1 unless said. */
  readonly budgetMs?: number | undefined;
}

/**
 * Writes a page of any size to a sink, in blocks of at most 64 KiB, and gives the event loop back in between. Takes 256 KiB
 * of memory, and waits when the sink has it all. Rejects, and writes no more, when the sink throws or rejects.
 */
export async function writePage(
  writer: PageWriter,
  sink: PageSink,
  { budgetMs }: WritePageOptions = {},
): Promise<void> {
  const blocks = new BlockPool();
  const pace = new WritePace(budgetMs);
  for (;;) {
    const block = await blocks.take();
    const length = await pace.fill(writer, block);
    if (length === 0) {
      blocks.lend(block, undefined);
      return blocks.end();
    }
    blocks.lend(block, sink(block.subarray(0, length)));
  }
}
