import { runInNewContext } from 'node:vm';
import { nameOf } from '../../src/tracking/name-of.js';

test.each<[string, unknown, unknown]>([
  ['an error', new TypeError('no'), 'TypeError'],
  ['an error of another realm', runInNewContext('new RangeError("no")'), 'RangeError'],
  ['what AbortSignal.abort() throws', AbortSignal.abort().reason, 'AbortError'],
  ['a string', 'no', undefined],
  ['nothing', undefined, undefined],
  ['null', null, undefined],
])('the name of %s', (_what, error, name) => {
  expect(nameOf(error)).toBe(name);
});
