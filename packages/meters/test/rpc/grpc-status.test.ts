import { grpcStatuses, grpcStatusName } from '../../src/rpc/index.js';

test.each([
  [0, 'OK'],
  [2, 'UNKNOWN'],
  [5, 'NOT_FOUND'],
  [16, 'UNAUTHENTICATED'],
  [17, 'UNKNOWN'],
  [-1, 'UNKNOWN'],
  [1.5, 'UNKNOWN'],
  [Number.NaN, 'UNKNOWN'],
])('code %d is %s', (code, name) => {
  expect(grpcStatusName(code)).toBe(name);
});

test('there are 17', () => {
  expect(new Set(grpcStatuses).size).toBe(17);
});
