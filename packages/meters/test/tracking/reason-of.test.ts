import { reasonOf } from '../../src/tracking/reason-of.js';

class DiskFull extends Error {}

test('a failure goes by its error type unless it is classified', () => {
  expect([reasonOf(new DiskFull()), reasonOf('no')]).toEqual(['DiskFull', 'unknown']);
});

test.each<[string, (error: unknown) => unknown, string]>([
  ['what it says', (error) => `code ${(error as { code: number }).code}`, 'code 7'],
  ['unknown if it throws', () => (undefined as never as string).length, 'unknown'],
  ['unknown if it says nothing', () => '', 'unknown'],
  ['unknown if it says no text', () => 7, 'unknown'],
])('a function for reasons: %s', (_what, classify, reason) => {
  expect(reasonOf({ code: 7 }, classify as (error: unknown) => string)).toBe(reason);
});
