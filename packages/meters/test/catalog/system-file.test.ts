import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type CatalogRow, catalog } from '../../src/catalog/index.js';

interface SystemFamily {
  readonly family: string;
  readonly type: 'counter' | 'histogram';
  readonly unit?: string;
  readonly labels: Readonly<Record<string, 'string' | readonly string[]>>;
  readonly bounds?: readonly number[];
}

const file = join(__dirname, '../../../../test/systems/deployment-orchestrator.yaml');
const { families } = parse(readFileSync(file, 'utf8')) as { families: readonly SystemFamily[] }; // our own file

test.each(families)('$family is as the system file has it', (expected) => {
  expect(catalog.map(asSystemFamily)).toContainEqual(expected);
});

test('the meters of deployments and approvals have no other families', () => {
  expect(catalog).toHaveLength(families.length);
});

function asSystemFamily({ name, kind, unit, labels, bounds }: CatalogRow): SystemFamily {
  const seconds = unit === 's';
  return {
    family: name.replaceAll('.', '_') + (seconds ? '_seconds' : ''),
    type: kind as SystemFamily['type'], // compared with the file
    ...(seconds && { unit: 'seconds' }),
    labels: Object.fromEntries(
      labels.map((label) => [label.name, 'values' in label ? label.values : 'string']),
    ),
    ...(bounds && { bounds }),
  };
}
