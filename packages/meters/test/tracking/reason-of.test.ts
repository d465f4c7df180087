import { runInNewContext } from 'node:vm';
import { reasonOf } from '../../src/tracking/reason-of.js';

class DiskFull extends Error {}
class Named extends Error {
  override readonly name = 'ChecksumMismatch';
}

test.each<[string, unknown, string]>([
  ['an error that has a name', new Named(), 'ChecksumMismatch'],
  ['an error whose class alone has a name', new DiskFull(), 'DiskFull'],
  ['a plain error', new Error('no'), 'Error'],
  ['an error of the language', new TypeError('no'), 'TypeError'],
  ['an error of another realm', runInNewContext('new RangeError("no")'), 'RangeError'],
  ['a string', 'no', 'unknown'],
  ['nothing', undefined, 'unknown'],
  ['an object with a name', { name: 'Fake' }, 'unknown'],
  ['an error without a name', Object.assign(new Error('no'), { name: '' }), 'unknown'],
  ['an error whose name is no text', Object.assign(new Error('no'), { name: 7 }), 'unknown'],
  ['an error whose name throws', throwing(), 'unknown'],
])('%s', (_what, error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});

test.each<[string, (error: unknown) => unknown, string]>([
  ['what it says', (error) => `code ${(error as { code: number }).code}`, 'code 7'],
  ['unknown if it throws', () => (undefined as never as string).length, 'unknown'],
  ['unknown if it says nothing', () => '', 'unknown'],
  ['unknown if it says no text', () => 7, 'unknown'],
])('a function for reasons: %s', (_what, classify, reason) => {
  expect(reasonOf({ code: 7 }, classify as (error: unknown) => string)).toBe(reason);
});

function throwing(): Error {
  return Object.defineProperty(new Error('no'), 'name', {
    get: () => {
      throw new Error('getter');
    },
  });
}
