import { closeWindows } from '../../src/windows/close-windows.js';
import { type NormalPoint, openWindows } from '../../src/windows/key-state.js';

const MINUTE = 60_000;

/** The windows of a type that end with the pane, as their values. */
function closedOf(type: string, points: readonly NormalPoint[], endMs: number) {
  const { closed } = closeWindows(points, endMs);
  return closed.filter((window) => window.type === type).map(({ values }) => values);
}

test('a pane ends its tumbling window, a sliding one, and the session that was silent since', () => {
  expect(closeWindows([[MINUTE, 5]], 2 * MINUTE)).toEqual({
    closed: [
      { type: 'session', startMs: MINUTE, endMs: MINUTE, values: [5] },
      { type: 'tumbling', startMs: MINUTE, endMs: 2 * MINUTE, values: [5] },
      { type: 'sliding', startMs: -MINUTE, endMs: 2 * MINUTE, values: [5] },
    ],
    needed: [[MINUTE, 5]],
  });
});

describe('sliding windows', () => {
  const ofMinutes = (...minutes: readonly number[]) =>
    minutes.map((minute): NormalPoint => [minute * MINUTE, minute]);

  test.each([
    ['the first pane ends one', ofMinutes(7), 8, [[7]]],
    ['one of three panes has the values of all, oldest first', ofMinutes(7, 8, 9), 10, [[7, 8, 9]]],
    ['what is older is not in it', ofMinutes(6, 7, 9), 10, [[7, 9]]],
    ['a pane without values ends one, too', ofMinutes(7), 9, [[7]]],
    ['one without values is none', ofMinutes(7), 11, []],
  ])('%s', (_name, points, endMinute, expected) => {
    expect(closedOf('sliding', points, endMinute * MINUTE)).toEqual(expected);
  });
});

describe('sessions', () => {
  test('points within the gap are one session', () => {
    const points: readonly NormalPoint[] = [
      [0, 1],
      [30_000, 2],
      [60_000, 3],
    ];
    expect(closedOf('session', points, MINUTE)).toEqual([]);
    expect(closedOf('session', points, 2 * MINUTE)).toEqual([[1, 2, 3]]);
  });

  test('a point after a longer gap begins a new one', () => {
    const points: readonly NormalPoint[] = [
      [0, 1],
      [30_001, 2],
    ];
    expect(closedOf('session', points, MINUTE)).toEqual([[1]]);
    expect(closedOf('session', points, 2 * MINUTE)).toEqual([[2]]); // the first one has been closed
  });

  test('silence ends it, when it was longer than the gap', () => {
    expect(closedOf('session', [[30_000, 1]], MINUTE)).toEqual([]);
    expect(closedOf('session', [[30_000, 1]], 2 * MINUTE)).toEqual([[1]]);
    expect(closedOf('session', [[29_999, 1]], MINUTE)).toEqual([[1]]);
  });

  test('its points are needed for as long as it is open, others for sliding windows', () => {
    const long = Array.from({ length: 13 }, (_, i): NormalPoint => [i * 25_000, i]); // five minutes
    expect(closeWindows(long, 5 * MINUTE).needed).toEqual(long);
    const { closed, needed } = closeWindows(long, 6 * MINUTE);
    expect(closed[0]).toMatchObject({ type: 'session', startMs: 0, endMs: 300_000 });
    expect(needed).toEqual(long.slice(10)); // of the last two minutes
  });
});

test('as many windows close as open, wherever values are missing', () => {
  const panes = [[1], [2], [], [3], [], [], [], [4, 5], [], [], []];
  const none = { tumbling: 0, sliding: 0, session: 0 };
  const [opened, closed, atMost] = [{ ...none }, { ...none }, { ...none }];
  let points: readonly NormalPoint[] = [];
  for (const [minute, values] of panes.entries()) {
    const before = openWindows({ panes: [], points }, minute * MINUTE);
    const added = values.map((value, i): NormalPoint => [minute * MINUTE + i * 40_000, value]);
    const step = closeWindows([...points, ...added], (minute + 1) * MINUTE);
    points = step.needed;
    const after = openWindows({ panes: [], points }, (minute + 1) * MINUTE);
    for (const { type } of step.closed) closed[type]++;
    for (const type of ['sliding', 'session'] as const) {
      opened[type] += after[type] - before[type];
      atMost[type] = Math.max(atMost[type], after[type]);
    }
  }
  expect(closed).toEqual({ tumbling: 4, sliding: 9, session: 5 });
  expect(opened).toEqual(none);
  expect(atMost).toEqual({ tumbling: 0, sliding: 2, session: 1 });
  expect(points).toEqual([]);
});
