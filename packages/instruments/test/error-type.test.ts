import { runInNewContext } from 'node:vm';
import { errorType } from '../src/index.js';

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
])('%s', (_, error, type) => {
  expect(errorType(error)).toBe(type);
});

function throwing(): Error {
  return Object.defineProperty(new Error('no'), 'name', {
    get: () => {
      throw new Error('getter');
    },
  });
}
