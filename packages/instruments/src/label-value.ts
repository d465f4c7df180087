import { MAX_VALUE_LENGTH, OTHER } from './label.js';

/**
 * Why a label of a measurement is not recorded as the caller passed it. The values of `problem` in
 * `meterkit_label_problems_total`. The recording path does not look for undeclared labels: they are found at the first
 * measurement of an instrument, at the first sight of a series, and beside another problem.
 */
export const LABEL_PROBLEMS = [
  'missing',
  'undeclared',
  'outside_closed_set',
  'value_limit',
  'too_long',
  'unreadable',
] as const;

export type LabelProblem = (typeof LABEL_PROBLEMS)[number];

export interface LabelReading {
  /** Well-formed UTF-16, at most {@link MAX_VALUE_LENGTH} units. */
  readonly value: string;
  readonly problem?: LabelProblem;
}

/**
 * Reads one label of whatever a caller passed as labels. Never throws.
 *
 * Strings are made well-formed, other scalars become strings, objects JSON; null, undefined, absent
 * properties and those of Object.prototype are the absent label; what throws or is too long is {@link OTHER}.
 */
export function readLabel(labels: unknown, name: string): LabelReading {
  try {
    const value = ownProperty(labels, name);
    if (value === undefined || value === null) return { value: '', problem: 'missing' };
    const text = typeof value === 'string' ? value : toText(value);
    if (text.length > MAX_VALUE_LENGTH) return { value: OTHER, problem: 'too_long' };
    return { value: text.toWellFormed() };
  } catch {
    return { value: OTHER, problem: 'unreadable' };
  }
}

/** The first property that no label of the instrument is named after. Never throws. */
export function undeclaredLabel(labels: unknown, names: readonly string[]): string | undefined {
  try {
    if (typeof labels !== 'object' || labels === null) return undefined;
    return Object.keys(labels).find((key) => !names.includes(key));
  } catch {
    return undefined;
  }
}

/** Own only: what somebody put on Object.prototype is no label. Accessors of the object's own class are. */
function ownProperty(labels: unknown, name: string): unknown {
  if (typeof labels !== 'object' || labels === null) return undefined;
  if (name in Object.prototype && !Object.hasOwn(labels, name)) return undefined;
  return (labels as Readonly<Record<string, unknown>>)[name]; // an object, as just seen
}

function toText(value: unknown): string {
  if (typeof value !== 'object') return String(value);
  return JSON.stringify(value) ?? String(value);
}
