import { type Block, moveText, type PaddedText } from './block.js';
import type { LabelFragments } from './label-fragments.js';
import { NUMBER_LENGTH, writeNumber } from './number-text.js';

const LINE_FEED = 10;
const SPACE = 32;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;

/** What is kept free behind the labels: `} `, a number and a line feed. */
export const VALUE_LENGTH = NUMBER_LENGTH + 3;

/** The labels of a row as they stand in the block. */
export interface WrittenLabels {
  readonly start: number;
  readonly length: number;
}

/**
 * Writes a head and the labels of the row whose ids begin at `ids[at]`, with room for a value behind them. False when there
 * is no room: then what was written is to be taken back.
 */
export function putSeries(
  block: Block,
  text: { readonly head: PaddedText; readonly labels: readonly LabelFragments[] },
  ids: Uint32Array,
  at: number,
): boolean {
  const { head, labels } = text;
  const room = block.limit - VALUE_LENGTH;
  let position = block.position;
  if (position + head.length > room) return false;
  moveText(head.view, 0, block.view, position, head.length);
  position += head.length;
  for (let i = 0; i < labels.length; i++) {
    const fragments = labels[i] as LabelFragments; // i < length
    const id = ids[at + i] as number; // one for each label
    let length = fragments.lengths[id] ?? 0;
    if (length === 0 && id !== 0) length = fragments.render(id);
    if (position + length > room) return false;
    const start = fragments.starts[id] ?? 0;
    moveText(fragments.view, start, block.view, position, length);
    position += length;
  }
  block.position = position;
  return true;
}

/** Writes another head and labels that the block has already. False when there is no room. */
export function putSeriesAgain(block: Block, head: PaddedText, labels: WrittenLabels): boolean {
  const { position } = block;
  const end = position + head.length + labels.length;
  if (end > block.limit - VALUE_LENGTH) return false;
  moveText(head.view, 0, block.view, position, head.length);
  moveText(block.view, labels.start, block.view, position + head.length, labels.length);
  block.position = end;
  return true;
}

/**
 * Writes a bucket: head and labels again, unless it is the first and stands right behind them, and the threshold, which closes
 * the labels. False when there is no room.
 */
export function putBucket(block: Block, series: WrittenLabels, threshold: PaddedText): boolean {
  let { position } = block;
  const repeated = position === series.start + series.length ? 0 : series.length;
  if (position + repeated + threshold.length > block.limit - VALUE_LENGTH) return false;
  moveText(block.view, series.start, block.view, position, repeated);
  position += repeated;
  moveText(threshold.view, 0, block.view, position, threshold.length);
  block.position = position + threshold.length;
  return true;
}

/**
 * Ends a label set and sets the value behind it. The last comma becomes the closing brace, and the brace of an empty set goes;
 * one that was closed before and copied stays.
 */
export function putValue(block: Block, value: number): void {
  const { bytes } = block;
  if (bytes[block.position - 1] === OPENING_BRACE) block.position--;
  else bytes[block.position - 1] = CLOSING_BRACE;
  bytes[block.position++] = SPACE;
  block.position = writeNumber(bytes, block.position, value);
}

/** The value of a bucket, whose threshold has closed the labels. */
export function putCount(block: Block, count: number): void {
  block.position = writeNumber(block.bytes, block.position, count);
}

/** Ends a sample. */
export function endLine(block: Block): void {
  block.bytes[block.position++] = LINE_FEED;
}
