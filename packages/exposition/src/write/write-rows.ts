import type { RowChunk } from '../page-model.js';
import type { Block } from './block.js';
import type { FamilyRun } from './family-run.js';
import { putHistogram } from './histogram-row.js';
import { putScalar } from './scalar-row.js';

/**
 * Writes rows, whole ones, until the block is full; true when the family has no more. What is hidden is skipped.
 *
 * Hot: 41 ns a counter of three labels, a line of 108 bytes; 32 ns a line of a histogram (Node 20).
 */
export function writeRows(run: FamilyRun, block: Block): boolean {
  const { chunkShift, chunks, bounds } = run.columns;
  const isHistogram = bounds !== undefined;
  const mask = (1 << chunkShift) - 1;
  for (let row = run.nextRow; row < run.rowCount; row++) {
    const chunk = chunks[row >>> chunkShift] as RowChunk; // row < rowCount
    if (chunk.hidden[row & mask] !== 0) continue;
    const start = block.position;
    // Two calls, not one through a variable: each is then compiled into this loop.
    const put = isHistogram
      ? putHistogram(run, block, chunk, row)
      : putScalar(run, block, chunk, row);
    if (put) continue;
    block.position = start;
    run.nextRow = row;
    return false;
  }
  run.nextRow = run.rowCount;
  return true;
}
