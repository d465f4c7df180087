import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grpcStatuses } from '@meterkit/meters/rpc';
import { parse } from 'yaml';

/** A family as test/systems/metastore.yaml at the root describes it. */
export interface SystemFamily {
  readonly family: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit?: string;
  readonly labels?: Readonly<Record<string, string | readonly string[]>>;
}

interface SystemFile {
  readonly endpoint: Readonly<Record<'port' | 'metrics' | 'health' | 'index', string | number>>;
  readonly bounds: readonly number[];
  readonly families: readonly SystemFamily[];
}

const path = join(__dirname, '../../../test/systems/metastore.yaml');

export const systemFile = parse(readFileSync(path, 'utf8')) as SystemFile; // our own file

/** The values that a label has to have; undefined for any. */
export function valuesOf(label: string | readonly string[]): readonly string[] | undefined {
  if (label === 'grpc status name') return grpcStatuses;
  return typeof label === 'string' ? undefined : label;
}
