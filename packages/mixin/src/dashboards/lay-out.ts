import type { GridPos } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelSpec } from './dashboard-spec.js';

/** Grafana's grid is so wide. */
const COLUMNS = 24;

const SHAPES = { stat: { height: 4, inLine: 6 }, other: { height: 8, inLine: 3 } } as const;

interface Layout {
  readonly places: readonly { readonly panel: PanelSpec; readonly gridPos: GridPos }[];
  /** The first line behind them. */
  readonly end: number;
}

/** Places panels from the line `top` on: stats first, six in a line, then the others, three in a line, each line full. */
export function layOut(panels: readonly PanelSpec[], top: number): Layout {
  const stats = linesOf(panels.filter(isStat), SHAPES.stat, top);
  const others = linesOf(
    panels.filter((panel) => !isStat(panel)),
    SHAPES.other,
    stats.end,
  );
  return { places: [...stats.places, ...others.places], end: others.end };
}

function linesOf(
  panels: readonly PanelSpec[],
  { height, inLine }: { readonly height: number; readonly inLine: number },
  top: number,
): Layout {
  const lineCount = Math.ceil(panels.length / inLine);
  const perLine = Math.ceil(panels.length / lineCount);
  const places = panels.map((panel, i) => {
    const line = Math.floor(i / perLine);
    const inThisLine = Math.min(perLine, panels.length - line * perLine);
    const start = (column: number) => Math.round((column * COLUMNS) / inThisLine);
    const x = start(i % perLine);
    const w = start((i % perLine) + 1) - x;
    return { panel, gridPos: { x, y: top + line * height, w, h: height } };
  });
  return { places, end: top + lineCount * height };
}

function isStat({ kind }: PanelSpec): boolean {
  return kind === 'stat';
}
