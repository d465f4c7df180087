import { mountOfRegExp } from '../../../src/http/routes/mount-of-regexp.js';

const express4 = require('express4') as typeof import('express'); // what is used here is the same

/** What Express 4 makes of a mount, and what that is read as. */
function mountedAt(path: string | RegExp | string[]): string {
  const app = express4();
  app.use(path, () => {});
  const { stack } = (app as unknown as { _router: { stack: Layer[] } })._router; // Express 4's
  const layer = stack.at(-1);
  return layer === undefined ? 'none' : mountOfRegExp(layer.regexp, layer.keys);
}

interface Layer {
  readonly regexp: RegExp;
  readonly keys: { readonly name: string | number }[];
}

test.each([
  ['/api', '/api'],
  ['/api/', '/api'],
  ['/a.b/c-d_e', '/a.b/c-d_e'],
  ['/t/:id', '/t/:id'],
  ['/t/:id/x/:other', '/t/:id/x/:other'],
  ['/t/:id?', '/t/:id?'],
  ['/:a-:b', '/:a-:b'],
  ['/v:version', '/v:version'],
  ['/f/:name.:ext', '/f/:name.:ext'],
  ['/n/:id(\\d+)', '/n/:id'],
  ['/files/*', '/files/*'],
])('%s is read as %s', (path, expected) => {
  expect(mountedAt(path)).toBe(expected);
});

test('several mounts are all of them', () => {
  expect(mountedAt(['/a/:a', '/b', '/c/*'])).toBe('/a/:a|/b|/c/*');
});

test.each([[/\/v\d+/], [/^\/(a|b)\/[^/]+/], [/\/x(?:y|z)*/]])(
  'an expression of the user, %s, stays as it is',
  (path) => {
    expect(mountedAt(path)).toBe(String(path));
  },
);
