import { labelName } from '../names/label-name.js';
import type { Exemplar } from '../page-model.js';
import type { Block } from './block.js';
import { escapeQuoted } from './escape-text.js';
import { NUMBER_LENGTH, writeNumber } from './number-text.js';

const encoder = new TextEncoder();
const naming = { translation: 'underscores', escaping: 'underscores' } as const;

/** Code points of all names and values of an exemplar (OpenMetrics 1.0, Exemplars). */
const LABELS_LIMIT = 128;

/** A code point takes 4 bytes at most, each label ` ,=""` too, and there are two numbers. */
const EXEMPLAR_LENGTH = LABELS_LIMIT * 8 + 2 * NUMBER_LENGTH + 16;

/** What the value of an exemplar must be: that of an observation in its bucket. */
export interface ValueRange {
  readonly above: number;
  readonly upTo: number;
}

/**
 * Writes an exemplar behind the value of a sample. One with more than 128 code points in its labels, or outside its bucket, is
 * left out whole: a page with it would be refused. False when there is no room.
 */
export function putExemplar(
  block: Block,
  exemplar: Exemplar | undefined,
  range: ValueRange,
): boolean {
  if (exemplar === undefined) return true;
  const { value, timestampSeconds } = exemplar;
  if (!(value > range.above && value <= range.upTo)) return true;
  const labels = exemplarLabels(exemplar);
  if (labels === undefined) return true;
  if (block.position + EXEMPLAR_LENGTH > block.limit) return false;
  putText(block, ` # {${labels}} `);
  block.position = writeNumber(block.bytes, block.position, value);
  if (Number.isFinite(timestampSeconds)) {
    putText(block, ' ');
    block.position = writeNumber(block.bytes, block.position, timestampSeconds);
  }
  return true;
}

/** Undefined when there are too many. Of labels with one name the first stays: trace and span come first. */
function exemplarLabels({ labels }: Exemplar): string | undefined {
  const values = new Map<string, string>();
  for (const [key, value] of labels) {
    const name = labelName(key, 'counter', naming);
    if (value !== '' && !values.has(name)) values.set(name, value);
  }
  let length = 0;
  for (const pair of values) for (const text of pair) length += Array.from(text).length;
  if (length > LABELS_LIMIT) return undefined;
  return Array.from(values, ([name, value]) => `${name}="${escapeQuoted(value)}"`).join(',');
}

function putText(block: Block, text: string): void {
  const room = block.bytes.subarray(block.position);
  block.position += encoder.encodeInto(text, room).written;
}
