import { layOut } from '../../src/dashboards/lay-out.js';
import { graph, stat } from '../../src/dashboards/panel.js';

const aStat = stat('Open', 'short', 'sum(orders_open)');
const aGraph = graph('Open', 'short', {});

function placed(stats: number, graphs: number): readonly string[] {
  const panels = [...Array(graphs).fill(aGraph), ...Array(stats).fill(aStat)];
  return layOut(panels, 1).places.map(({ gridPos: { x, y, w, h } }) => `${x},${y} ${w}x${h}`);
}

test.each([
  [1, 0, ['0,1 24x4']],
  [5, 0, ['0,1 5x4', '5,1 5x4', '10,1 4x4', '14,1 5x4', '19,1 5x4']],
  [0, 2, ['0,1 12x8', '12,1 12x8']],
  [0, 4, ['0,1 12x8', '12,1 12x8', '0,9 12x8', '12,9 12x8']],
  [2, 3, ['0,1 12x4', '12,1 12x4', '0,5 8x8', '8,5 8x8', '16,5 8x8']],
])('%i stats and %i graphs fill their lines', (stats, graphs, places) => {
  expect(placed(stats, graphs)).toEqual(places);
});
