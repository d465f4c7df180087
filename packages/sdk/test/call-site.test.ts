import { callSite } from '../src/call-site.js';

test('is the place that called, by file, line and column', () => {
  expect(callSite()).toMatch(/[\\/]call-site\.test\.(ts|js):\d+:\d+$/);
});
