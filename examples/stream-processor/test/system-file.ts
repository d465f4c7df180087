import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A family as test/systems/stream-processor.yaml at the root describes it. */
export interface SystemFamily {
  readonly family: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit?: string;
  readonly labels?: Readonly<Record<string, 'string' | readonly string[]>>;
}

interface SystemFile {
  /** `0.0001 x 2^0..15 seconds` for all durations, `4^0..9` for a family. */
  readonly bounds: Readonly<Record<string, string>>;
  readonly families: readonly SystemFamily[];
}

const path = join(__dirname, '../../../test/systems/stream-processor.yaml');
const file = parse(readFileSync(path, 'utf8')) as SystemFile; // our own file

export const systemFamilies = file.families;

/** The bounds of a histogram, +Inf included; none for other families. */
export function boundsOf({ family, type }: SystemFamily): readonly number[] {
  if (type !== 'histogram') return [];
  const text = file.bounds[family] ?? file.bounds.durations ?? '';
  const [, start = '1', factor, last] = /^(?:([\d.]+) x )?(\d+)\^0\.\.(\d+)/.exec(text) ?? [];
  const powers = Array.from({ length: Number(last) + 1 }, (_, i) => Number(factor) ** i);
  return [...powers.map((power) => Number((Number(start) * power).toPrecision(6))), Infinity];
}
