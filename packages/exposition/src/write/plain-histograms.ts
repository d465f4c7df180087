import type { RowChunk } from '../page-model.js';
import type { Block, PaddedText } from './block.js';
import type { FamilyRun } from './family-run.js';
import { type LabelFragments, longestLabels } from './label-fragments.js';
import { writeNumber } from './number-text.js';
import { VALUE_LENGTH } from './sample-line.js';

const LINE_FEED = 10;
const SPACE = 32;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

/**
 * Writes histograms with a sum and nothing behind their values, up to the first that needs a second look, see
 * {@link writePlainRows}. Buckets, sum and count of a row are read in one go, so that they agree.
 *
 * Hot, and so one function: a tenth to a fifth less than by `putHistogram`, which is called for each part of a line.
 */
export function writePlainHistograms(run: FamilyRun, block: Block): void {
  const { rowCount, columns, text } = run;
  const { chunks, chunkShift } = columns;
  const { head, sumHead, countHead, labels, thresholds } = text;
  const { bytes, view } = block;
  const arity = labels.length;
  const mask = (1 << chunkShift) - 1;
  const width = thresholds.length + 1;
  const longestLine = head.length + longestLabels(labels) + text.longestThreshold + VALUE_LENGTH;
  const full = block.limit - longestLine * (width + 1);
  let position = block.position;
  let row = run.nextRow;
  rows: for (; row < rowCount && position <= full; row++) {
    const { hidden, ids, values } = chunks[row >>> chunkShift] as RowChunk; // row < rowCount
    const slot = row & mask;
    if (hidden[slot] !== 0) continue;
    const cell = slot * width;
    let count = 0;
    for (let i = cell; i < cell + thresholds.length; i++) {
      const inBucket = values[i] as number; // a row has them all
      if (!(inBucket >= 0) || Math.floor(inBucket) !== inBucket) break rows;
      count += inBucket;
    }
    const sum = values[cell + thresholds.length] as number; // behind the buckets
    if (!(sum >= 0) || count === Number.POSITIVE_INFINITY) break;

    // Head and labels, which the other lines copy.
    const start = position;
    for (let i = 0; i < head.length; i += 8)
      view.setFloat64(position + i, head.view.getFloat64(i, true), true);
    position += head.length;
    const labelsStart = position;
    const first = slot * arity;
    for (let label = 0; label < arity; label++) {
      const fragments = labels[label] as LabelFragments; // label < arity
      const id = ids[first + label] as number; // one for each label
      const length = fragments.lengths[id] as number; // refreshed: there is one for each id
      if (length === 0 && id !== 0) {
        position = start;
        break rows;
      }
      const from = fragments.starts[id] as number; // as above
      const fragment = fragments.view;
      for (let i = 0; i < length; i += 8)
        view.setFloat64(position + i, fragment.getFloat64(from + i, true), true);
      position += length;
    }

    const seriesLength = position - start;
    const labelsLength = position - labelsStart;
    let cumulative = 0;
    for (let bucket = 0; bucket < thresholds.length; bucket++) {
      if (bucket > 0) {
        for (let i = 0; i < seriesLength; i += 8)
          view.setFloat64(position + i, view.getFloat64(start + i, true), true);
        position += seriesLength;
      }
      const threshold = thresholds[bucket] as PaddedText; // bucket < length
      for (let i = 0; i < threshold.length; i += 8)
        view.setFloat64(position + i, threshold.view.getFloat64(i, true), true);
      cumulative += values[cell + bucket] as number; // a row has them all
      position = writeNumber(bytes, position + threshold.length, cumulative);
      bytes[position++] = LINE_FEED;
    }
    for (let total = 0; total < 2; total++) {
      const totalHead = total === 0 ? sumHead : countHead;
      for (let i = 0; i < totalHead.length; i += 8)
        view.setFloat64(position + i, totalHead.view.getFloat64(i, true), true);
      position += totalHead.length;
      for (let i = 0; i < labelsLength; i += 8)
        view.setFloat64(position + i, view.getFloat64(labelsStart + i, true), true);
      position += labelsLength;
      if (bytes[position - 1] === OPENING_BRACE) position--;
      else bytes[position - 1] = CLOSING_BRACE;
      bytes[position++] = SPACE;
      position = writeNumber(bytes, position, total === 0 ? sum : count);
      bytes[position++] = LINE_FEED;
    }
  }
  block.position = position;
  run.nextRow = row;
}
