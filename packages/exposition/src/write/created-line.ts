import type { Block } from './block.js';
import type { FamilyRun } from './family-run.js';
import { endLine, putSeriesAgain, putValue, type WrittenLabels } from './sample-line.js';

/** The `_created` sample of a row, Unix time in seconds. False when there is no room. */
export function putCreated(
  run: FamilyRun,
  block: Block,
  labels: WrittenLabels,
  row: number,
): boolean {
  if (!putSeriesAgain(block, run.text.createdHead, labels)) return false;
  const { startMs, chunkShift, chunks } = run.columns;
  const ticks = chunks[row >>> chunkShift]?.created[row & ((1 << chunkShift) - 1)] ?? 0;
  putValue(block, (startMs + ticks * 100) / 1000);
  endLine(block);
  return true;
}
