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
  /** Before the names of its own families; `''` for none. */
  readonly namespace: string;
  /** The system's own. */
  readonly declared: readonly SystemFamily[];
  /** Those that are collected by themselves. */
  readonly automatic: readonly SystemFamily[];
}

type Labels = Readonly<Record<string, string | readonly string[]>> | readonly string[];

interface Entry {
  readonly family: string;
  readonly type: SystemFamily['type'];
  readonly unit?: string;
  readonly labels?: Labels;
  /** A list, or `64 x 4^0..9`. */
  readonly bounds?: readonly number[] | string;
}

interface Yaml {
  readonly namespace: string;
  readonly families: readonly Entry[];
  readonly extra_families?: readonly Entry[];
  readonly auto_instrumented?: Readonly<Record<string, readonly Entry[]>>;
  /** Of the histograms that have none of their own: of all, or by family, `durations` being the others. */
  readonly bounds?: readonly number[] | Readonly<Record<string, string>>;
}

/** gRPC, Status codes and their use. */
const GRPC_STATUSES = (
  'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED ' +
  'RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'
).split(' ');

export function readSystemFile(system: string): SystemFile {
  const path = join(__dirname, `../systems/${system}.yaml`);
  const file = parse(readFileSync(path, 'utf8')) as Yaml; // our own file
  return {
    namespace: file.namespace,
    declared: [...file.families, ...(file.extra_families ?? [])].map((entry) =>
      familyOf({ ...entry, bounds: entry.bounds ?? sharedBounds(entry, file) }),
    ),
    automatic: Object.values(file.auto_instrumented ?? {})
      .flat()
      .map(familyOf),
  };
}

function familyOf({ family, type, unit = '', labels = {}, bounds }: Bounded): SystemFamily {
  return {
    family,
    type,
    unit,
    labels: new Map(labelPairs(labels)),
    bounds: bounds === undefined ? bounds : numbersOf(bounds),
  };
}

type Bounded = Omit<Entry, 'bounds'> & { readonly bounds?: Entry['bounds'] | undefined };

function labelPairs(labels: Labels): readonly (readonly [string, readonly string[] | undefined])[] {
  if (Array.isArray(labels)) return labels.map((name: string) => [name, undefined]);
  return Object.entries(labels).map(([name, values]) => [name, closedValues(values)]);
}

function closedValues(values: string | readonly string[]): readonly string[] | undefined {
  if (values === 'grpc status name') return GRPC_STATUSES;
  return typeof values === 'string' ? undefined : values;
}

function sharedBounds({ family, type }: Entry, { bounds }: Yaml): Entry['bounds'] | undefined {
  if (type !== 'histogram' || bounds === undefined) return undefined;
  if (Array.isArray(bounds)) return bounds;
  const byFamily = bounds as Readonly<Record<string, string>>; // what is no list
  return byFamily[family] ?? byFamily.durations;
}

function numbersOf(bounds: readonly number[] | string): readonly number[] {
  if (typeof bounds !== 'string') return [...bounds, Number.POSITIVE_INFINITY];
  const match = /^(?:([\d.]+) x )?(\d+)\^0\.\.(\d+)(?: seconds)?$/.exec(bounds);
  if (match === null) throw new Error(`${bounds}: expected bounds like "0.1 x 2^0..3"`);
  const [, start = '1', factor, last] = match;
  const powers = Array.from({ length: Number(last) + 1 }, (_, i) =>
    Number((Number(start) * Number(factor) ** i).toPrecision(12)),
  );
  return [...powers, Number.POSITIVE_INFINITY];
}
