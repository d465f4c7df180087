import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Holds a whole output against `golden/NAME`; UPDATE_GOLDEN=1 writes it anew, to be read before it is committed. */
export function expectGolden(name: string, text: string): void {
  const file = join(__dirname, 'golden', name);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
