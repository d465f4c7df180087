import type { RowChunk } from '../page-model.js';
import type { Block, PaddedText } from './block.js';
import { putCreated } from './created-line.js';
import { putExemplar } from './exemplar-text.js';
import type { FamilyRun } from './family-run.js';
import {
  endLine,
  putBucket,
  putCount,
  putSeries,
  putSeriesAgain,
  putValue,
  type WrittenLabels,
} from './sample-line.js';

/** A row, and where its first line begins in the block. */
interface HistogramRow {
  readonly row: number;
  readonly values: Float64Array;
  /** The first of its values. */
  readonly cell: number;
  readonly series: WrittenLabels;
}

/**
 * Writes a histogram with all its lines. Its count is that of the buckets as they are read here, so that it always equals the
 * bucket of +Inf. It is left out when its cells are no counts, and its sum when that is NaN or negative; both are counted
 * (OpenMetrics 1.0, Histogram). False when there is no room; what has been written is then to be taken back.
 */
export function putHistogram(run: FamilyRun, block: Block, chunk: RowChunk, row: number): boolean {
  const { text } = run;
  const slot = row & ((1 << run.columns.chunkShift) - 1);
  const cell = slot * (text.thresholds.length + 1);
  const count = countOf(chunk.values, cell, text.thresholds.length);
  if (Number.isNaN(count)) {
    block.unusable++;
    return true;
  }
  const start = block.position;
  if (!putSeries(block, text, chunk.ids, slot * text.labels.length)) return false;
  const series = { start, length: block.position - start };
  if (!putBuckets(run, block, { row, values: chunk.values, cell, series })) return false;

  const labels = { start: start + text.head.length, length: series.length - text.head.length };
  const sum = chunk.values[cell + text.thresholds.length] as number; // behind the buckets
  const summed = run.summed && sum >= 0;
  if (summed && !putTotal(block, text.sumHead, labels, sum)) return false;
  // OpenMetrics has a count if and only if it has a sum.
  const counted = summed || !run.openMetrics;
  if (counted && !putTotal(block, text.countHead, labels, count)) return false;
  if (run.created && !putCreated(run, block, labels, row)) return false;
  if (run.summed && !summed) block.unusable++;
  return true;
}

/** NaN when a cell is not a count. */
function countOf(values: Float64Array, cell: number, buckets: number): number {
  let count = 0;
  for (let i = cell; i < cell + buckets; i++) {
    const inBucket = values[i] as number; // a row has them all
    if (inBucket < 0 || Math.floor(inBucket) !== inBucket) return Number.NaN;
    count += inBucket;
  }
  return count === Number.POSITIVE_INFINITY ? Number.NaN : count;
}

function putBuckets(run: FamilyRun, block: Block, written: HistogramRow): boolean {
  const { row, values, cell, series } = written;
  const { thresholds } = run.text;
  let cumulative = 0;
  for (let bucket = 0; bucket < thresholds.length; bucket++) {
    if (!putBucket(block, series, thresholds[bucket] as PaddedText)) return false; // bucket < length
    cumulative += values[cell + bucket] as number; // a row has them all
    putCount(block, cumulative);
    if (run.exemplar !== undefined && !putBucketExemplar(run, block, row, bucket)) return false;
    endLine(block);
  }
  return true;
}

function putBucketExemplar(run: FamilyRun, block: Block, row: number, bucket: number): boolean {
  const bounds = run.columns.bounds ?? [];
  return putExemplar(block, run.exemplar?.(row, bucket), {
    above: bounds[bucket - 1] ?? Number.NEGATIVE_INFINITY,
    upTo: bounds[bucket] ?? Number.POSITIVE_INFINITY,
  });
}

function putTotal(block: Block, head: PaddedText, labels: WrittenLabels, value: number): boolean {
  if (!putSeriesAgain(block, head, labels)) return false;
  putValue(block, value);
  endLine(block);
  return true;
}
