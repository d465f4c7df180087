import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A family as test/systems/tops-worker.yaml at the root describes it. */
export interface SystemFamily {
  readonly family: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly unit?: string;
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  readonly bounds?: readonly number[];
}

interface SystemFile {
  readonly families: readonly SystemFamily[];
  readonly extra_families: readonly SystemFamily[];
}

const path = join(__dirname, '../../../test/systems/tops-worker.yaml');
const file = parse(readFileSync(path, 'utf8')) as SystemFile; // our own file

export const systemFamilies = [...file.families, ...file.extra_families];
