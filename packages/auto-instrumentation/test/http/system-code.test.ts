import { systemCode } from '../../src/http/system-code.js';

class DiskError extends Error {}

test.each<[string, unknown, string]>([
  ['a code', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [
    'the code of the cause, as fetch has it',
    new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }),
    'ENOTFOUND',
  ],
  ['a name', new TypeError('x'), 'TypeError'],
  ['the name of what aborted, whose code is a number', AbortSignal.abort().reason, 'AbortError'],
  ['the class, where the name is only Error', new DiskError('x'), 'DiskError'],
  ['nothing more than Error', new Error('x'), '_OTHER'],
  ['no error at all', 'text', '_OTHER'],
  ['nothing', undefined, '_OTHER'],
  [
    'a getter that throws',
    Object.defineProperty({}, 'code', {
      get() {
        throw new Error('mine');
      },
    }),
    '_OTHER',
  ],
])('an error with %s', (_, error, expected) => {
  expect(systemCode(error)).toBe(expected);
});
