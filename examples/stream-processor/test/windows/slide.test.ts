import type { ClosedPane } from '../../src/windows/key-state.js';
import { slide } from '../../src/windows/slide.js';

const MINUTE = 60_000;
const pane = (minute: number, ...values: number[]): ClosedPane => ({
  startMs: minute * MINUTE,
  values,
});

test.each<[string, ClosedPane[], ClosedPane, ReturnType<typeof slide>]>([
  [
    'the first pane is in three windows, one of which ends with it',
    [],
    pane(7, 1, 2),
    { opened: 3, closed: [1, 2], recent: [pane(7, 1, 2)] },
  ],
  [
    'the next pane opens one more',
    [pane(7, 1)],
    pane(8, 2),
    { opened: 1, closed: [1, 2], recent: [pane(7, 1), pane(8, 2)] },
  ],
  [
    'the window of three panes has the values of all, oldest first',
    [pane(7, 1), pane(8, 2)],
    pane(9, 3),
    { opened: 1, closed: [1, 2, 3], recent: [pane(8, 2), pane(9, 3)] },
  ],
  [
    'after a pane without values two are new',
    [pane(7, 1)],
    pane(9, 3),
    { opened: 2, closed: [1, 3], recent: [pane(9, 3)] },
  ],
  [
    'a pane without values closes a window and opens none',
    [pane(7, 1)],
    pane(8),
    { opened: 0, closed: [1], recent: [pane(7, 1)] },
  ],
  [
    'the last window of a sensor that is silent leaves nothing',
    [pane(7, 1)],
    pane(9),
    { opened: 0, closed: [1], recent: [] },
  ],
  ['a window without values is none', [], pane(7), { opened: 0, closed: undefined, recent: [] }],
])('%s', (_name, before, next, expected) => {
  expect(slide(before, next)).toEqual(expected);
});

test('as many windows close as were opened, wherever values are missing', () => {
  const panes = [[1], [2], [], [3], [], [], [], [4], [], []].map((values, i) => pane(i, ...values));
  let recent: readonly ClosedPane[] = [];
  let [opened, closed] = [0, 0];
  for (const next of panes) {
    const step = slide(recent, next);
    opened += step.opened;
    closed += step.closed === undefined ? 0 : 1;
    recent = step.recent;
  }
  expect([opened, closed, recent]).toEqual([9, 9, []]);
});
