import type { RowChunk } from '../page-model.js';
import type { Block, PaddedText } from './block.js';
import type { FamilyRun } from './family-run.js';
import { endLine, putBucket, putCount, putSeries, putValue } from './sample-line.js';

/**
 * Writes a summary: its quantiles, its sum and its count. It is left out when its count is none, a quantile when it is not from 0
 * to 1, and in OpenMetrics what is negative and a sum that is NaN; they are counted (OpenMetrics 1.0, Summary). False when there
 * is no room; what has been written is then to be taken back.
 */
export function putSummary(run: FamilyRun, block: Block, chunk: RowChunk, row: number): boolean {
  const { text, openMetrics, columns } = run;
  const { bounds = [], chunkShift } = columns;
  const { thresholds, labels, sumHead, countHead } = text;
  const slot = row & ((1 << chunkShift) - 1);
  const cell = slot * (thresholds.length + 2);
  const firstId = slot * labels.length;
  const count = chunk.values[cell + thresholds.length] as number; // behind the quantiles
  const sum = chunk.values[cell + thresholds.length + 1] as number; // behind the count
  if (!Number.isInteger(count) || count < 0) {
    block.unusable++;
    return true;
  }
  let unusable = 0;
  for (let i = 0; i < thresholds.length; i++) {
    const value = chunk.values[cell + i] as number; // a row has them all
    const quantile = bounds[i] as number; // as many as thresholds
    if (!(quantile >= 0 && quantile <= 1) || (openMetrics && value < 0)) {
      unusable++;
      continue;
    }
    const start = block.position;
    if (!putSeries(block, text, chunk.ids, firstId)) return false;
    const series = { start, length: block.position - start };
    if (!putBucket(block, series, thresholds[i] as PaddedText)) return false; // i < length
    putCount(block, value);
    endLine(block);
  }
  if (openMetrics && !(sum >= 0)) unusable++;
  else if (!putTotal(sumHead, sum)) return false;
  if (!putTotal(countHead, count)) return false;
  block.unusable += unusable;
  return true;

  function putTotal(head: PaddedText, value: number): boolean {
    if (!putSeries(block, { head, labels }, chunk.ids, firstId)) return false;
    putValue(block, value);
    endLine(block);
    return true;
  }
}
