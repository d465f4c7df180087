import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A family as ../systems/*.yaml describes it. */
export interface SystemFamily {
  readonly family: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit: string;
  /** The values of a closed label; undefined for an open one. */
  readonly labels: ReadonlyMap<string, readonly string[] | undefined>;
  /** Of a histogram where they are listed, +Inf included. */
  readonly bounds: readonly number[] | undefined;
}

export interface SystemFile {
  /** The system's own. */
  readonly declared: readonly SystemFamily[];
  /** Those that are collected by themselves. */
  readonly automatic: readonly SystemFamily[];
}

interface Entry {
  readonly family: string;
  readonly type: SystemFamily['type'];
  readonly unit?: string;
  readonly labels?: Readonly<Record<string, 'string' | readonly string[]>> | readonly string[];
  /** A list, or `64 x 4^0..9`. */
  readonly bounds?: readonly number[] | string;
}

export function readSystemFile(system: string): SystemFile {
  const file = join(__dirname, `../systems/${system}.yaml`);
  const { families, auto_instrumented } = parse(readFileSync(file, 'utf8')) as {
    readonly families: readonly Entry[];
    readonly auto_instrumented: Readonly<Record<string, readonly Entry[]>>;
  }; // our own file
  return {
    declared: families.map(familyOf),
    automatic: Object.values(auto_instrumented).flat().map(familyOf),
  };
}

function familyOf({ family, type, unit = '', labels = {}, bounds }: Entry): SystemFamily {
  const pairs = Array.isArray(labels)
    ? labels.map((name: string) => [name, undefined] as const)
    : Object.entries(labels).map(([name, values]) => {
        return [name, values === 'string' ? undefined : values] as const;
      });
  return {
    family,
    type,
    unit,
    labels: new Map(pairs),
    bounds: bounds === undefined ? bounds : numbersOf(bounds),
  };
}

function numbersOf(bounds: readonly number[] | string): readonly number[] {
  if (typeof bounds !== 'string') return [...bounds, Number.POSITIVE_INFINITY];
  const [, start, factor, last] = /^(\d+) x (\d+)\^0\.\.(\d+)$/.exec(bounds) ?? [];
  const count = Number(last) + 1;
  const powers = Array.from({ length: count }, (_, i) => Number(start) * Number(factor) ** i);
  return [...powers, Number.POSITIVE_INFINITY];
}
