import { extendSession } from '../../src/windows/extend-session.js';

test('points within the gap are one session', () => {
  const points = [
    [0, 1],
    [30_000, 2],
    [60_000, 3],
  ] as const;
  expect(extendSession(null, points, 60_000)).toEqual({
    opened: 1,
    closed: [],
    session: { startMs: 0, lastMs: 60_000, values: [1, 2, 3] },
  });
});

test('a point after a longer gap begins a new one', () => {
  const points = [
    [0, 1],
    [30_001, 2],
  ] as const;
  expect(extendSession(null, points, 60_000)).toEqual({
    opened: 2,
    closed: [{ startMs: 0, lastMs: 0, values: [1] }],
    session: { startMs: 30_001, lastMs: 30_001, values: [2] },
  });
});

test('a session goes on over the end of a pane', () => {
  const before = { startMs: 0, lastMs: 50_000, values: [1] };
  const step = extendSession(before, [[70_000, 2]], 80_000);
  expect(step).toEqual({
    opened: 0,
    closed: [],
    session: { startMs: 0, lastMs: 70_000, values: [1, 2] },
  });
  expect(before.values).toEqual([1]);
});

test('silence ends it', () => {
  const before = { startMs: 0, lastMs: 50_000, values: [1] };
  expect(extendSession(before, [], 80_000).session).toEqual(before);
  expect(extendSession(before, [], 80_001)).toEqual({ opened: 0, closed: [before], session: null });
});
