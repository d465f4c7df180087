import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { automaticMeters } from '../../src/catalog/index.js';

test('every meter that a recorder fills is in it', () => {
  const src = join(__dirname, '../../src');
  const declared = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(join(src, file), 'utf8').matchAll(/class (\w+) extends defineMeter/g),
    ])
    .map(([, name]) => name);
  const listed = Object.values(automaticMeters).flatMap((meters) => meters.map(({ name }) => name));
  expect(declared.length).toBeGreaterThan(0);
  expect(listed.sort()).toEqual(declared.sort());
});
