import { runChild } from './run-child.js';

/** Of Node, and not of every service: to each full garbage collection they are up to 0.6 MB more to go through. */
const USED_BY_SOME = ['http2', 'https', 'internal/deps/undici/undici'];

test('a service loads no module of Node for a use that it does not have', async () => {
  const { stdout, stderr, code } = await runChild('loading.mjs', {});
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  const loaded: readonly string[] = JSON.parse(stdout);
  expect(loaded).toContain('NativeModule cluster'); // by listening
  expect(USED_BY_SOME.filter((name) => loaded.includes(`NativeModule ${name}`))).toEqual([]);
});
