import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type SystemName, systemMixin, systems } from '../../src/index.js';

interface SystemFile {
  readonly families: readonly { readonly family: string; readonly type: string }[];
  readonly extra_families?: SystemFile['families'];
}

test.each(Object.keys(systems) as SystemName[])(
  '%s has the families that its system file has',
  (name) => {
    const path = join(__dirname, `../../../../test/systems/${name}.yaml`);
    const file = parse(readFileSync(path, 'utf8')) as SystemFile; // our own file
    const expected = [...file.families, ...(file.extra_families ?? [])];
    const found = systemMixin(name).families.filter(({ origin }) => origin === 'meter');
    expect(found.map(({ name: family, type }) => `${family} ${type}`).sort()).toEqual(
      expected.map(({ family, type }) => `${family} ${type}`).sort(),
    );
  },
);
