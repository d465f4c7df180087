import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A family of a system file, with what the file says once for many of them. */
export interface SystemFamily {
  readonly family: string;
  readonly type: string;
  readonly unit: string;
  /** `string`, or the values of a closed set. */
  readonly labels: Readonly<Record<string, 'string' | readonly string[]>>;
  readonly bounds: readonly number[] | undefined;
}

interface Entry {
  readonly family: string;
  readonly type: string;
  readonly unit?: string;
  readonly labels?: Readonly<Record<string, string | readonly string[]>>;
  readonly bounds?: readonly number[];
}

interface SystemFile {
  readonly namespace: string;
  /** Of all histograms, or by family, `durations` for the others: `0.1 x 2^0..3` or `2^0..3`. */
  readonly bounds?: readonly number[] | Readonly<Record<string, string>>;
  readonly families: readonly Entry[];
  readonly extra_families?: readonly Entry[];
}

/** gRPC, Status codes and their use. */
const GRPC_STATUSES = (
  'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED ' +
  'RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED'
).split(' ');

export function readSystemFile(system: string): {
  readonly namespace: string;
  readonly families: readonly SystemFamily[];
} {
  const path = join(__dirname, `../../../../test/systems/${system}.yaml`);
  const file = parse(readFileSync(path, 'utf8')) as SystemFile; // our own file
  const entries = [...file.families, ...(file.extra_families ?? [])];
  return { namespace: file.namespace, families: entries.map((entry) => familyOf(entry, file)) };
}

function familyOf({ family, type, unit = '', labels = {}, bounds }: Entry, file: SystemFile) {
  const values = Object.entries(labels).map(([name, set]) => [name, labelOf(set)]);
  return {
    family,
    type,
    unit,
    labels: Object.fromEntries(values),
    bounds: type === 'histogram' ? (bounds ?? sharedBounds(family, file)) : undefined,
  };
}

function labelOf(set: string | readonly string[]): 'string' | readonly string[] {
  if (set === 'grpc status name') return GRPC_STATUSES;
  if (set === 'string' || typeof set !== 'string') return set;
  throw new Error(`${set}: expected "string", "grpc status name" or a list`);
}

function sharedBounds(family: string, { bounds }: SystemFile): readonly number[] {
  if (Array.isArray(bounds)) return bounds;
  const byFamily = bounds as Readonly<Record<string, string>>; // what is no list
  return powers(byFamily[family] ?? byFamily.durations ?? '');
}

function powers(sequence: string): readonly number[] {
  const match = /^(?:([\d.]+) x )?(\d+)\^0\.\.(\d+)(?: seconds)?$/.exec(sequence);
  if (match === null) throw new Error(`${sequence}: expected bounds like "0.1 x 2^0..3"`);
  const [, start = '1', factor, last] = match;
  return Array.from({ length: Number(last) + 1 }, (_, i) =>
    Number((Number(start) * Number(factor) ** i).toPrecision(12)),
  );
}
