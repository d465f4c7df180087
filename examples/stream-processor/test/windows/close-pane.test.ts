import { closePane } from '../../src/windows/close-pane.js';
import { emptyKeyState, isEmpty } from '../../src/windows/key-state.js';

const MINUTE = 60_000;

test('a pane closes its tumbling window, and those that end with it', () => {
  const state = emptyKeyState();
  state.panes = [{ startMs: MINUTE, points: [[MINUTE, 5]] }];
  state.open.tumbling = 1;
  expect(closePane(state, MINUTE, [[MINUTE, 5]])).toEqual({
    opened: { sliding: 3, session: 1 },
    closed: [
      { type: 'session', startMs: MINUTE, endMs: MINUTE, values: [5] },
      { type: 'tumbling', startMs: MINUTE, endMs: 2 * MINUTE, values: [5] },
      { type: 'sliding', startMs: -MINUTE, endMs: 2 * MINUTE, values: [5] },
    ],
  });
  expect(state).toMatchObject({ panes: [], session: null, closedMs: 2 * MINUTE });
  expect(state.open).toEqual({ tumbling: 0, sliding: 2, session: 0 });
});

test('two panes later nothing is left', () => {
  const state = emptyKeyState();
  state.open.tumbling = 1;
  closePane(state, 0, [[0, 5]]);
  expect(isEmpty(state)).toBe(false);
  closePane(state, MINUTE, []);
  const last = closePane(state, 2 * MINUTE, []);
  expect(last.closed).toEqual([{ type: 'sliding', startMs: 0, endMs: 3 * MINUTE, values: [5] }]);
  expect(isEmpty(state)).toBe(true);
});
