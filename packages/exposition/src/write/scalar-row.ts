import type { RowChunk } from '../page-model.js';
import type { Block } from './block.js';
import { putCreated } from './created-line.js';
import { putExemplar } from './exemplar-text.js';
import type { FamilyRun } from './family-run.js';
import { endLine, putSeries, putValue } from './sample-line.js';

const anyValue = { above: Number.NEGATIVE_INFINITY, upTo: Number.POSITIVE_INFINITY } as const;

/**
 * Writes a counter, a gauge or an info. A counter that is NaN or negative is left out and counted (OpenMetrics 1.0, Counter).
 * False when there is no room; what has been written is then to be taken back.
 */
export function putScalar(run: FamilyRun, block: Block, chunk: RowChunk, row: number): boolean {
  const { columns, text } = run;
  const { type, chunkShift } = columns;
  const slot = row & ((1 << chunkShift) - 1);
  const value = type === 'info' ? 1 : (chunk.values[slot] as number); // one for each row
  if ((type === 'counter' || type === 'plainCounter') && !(value >= 0)) {
    block.unusable++;
    return true;
  }
  const start = block.position + text.head.length;
  if (!putSeries(block, text, chunk.ids, slot * text.labels.length)) return false;
  const length = block.position - start;
  putValue(block, value);
  if (run.exemplar !== undefined && !putExemplar(block, run.exemplar(row, 0), anyValue))
    return false;
  endLine(block);
  return !run.created || putCreated(run, block, { start, length }, row);
}
