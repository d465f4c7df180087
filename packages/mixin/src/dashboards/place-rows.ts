import { type Panel, RowBuilder, type RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelSpec } from './dashboard-spec.js';
import { layOut } from './lay-out.js';
import { buildPanel } from './panels/build-panel.js';

/** What a screen shows without scrolling, in lines of Grafana's grid. */
const FOLD = 24;

export interface Row {
  readonly title: string;
  readonly panels: readonly PanelSpec[];
}

/**
 * The rows one below the other, as Grafana has them: the panels of an open row stand behind it, those of a collapsed one in it.
 * The first row that would not end above the fold is collapsed, and so are all behind it.
 */
export function placeRows(rows: readonly Row[]): (Panel | RowPanel)[] {
  const placed: (Panel | RowPanel)[] = [];
  let id = 0;
  let y = 0;
  let isFull = false;
  for (const { title, panels: specs } of rows) {
    const row = new RowBuilder(title).id(++id).gridPos({ x: 0, y, w: 24, h: 1 });
    const { places, end } = layOut(specs, y + 1);
    isFull ||= end > FOLD;
    const panels = places.map(({ panel, gridPos }) => buildPanel(panel, ++id, gridPos));
    placed.push({ ...row.collapsed(isFull).build(), panels: isFull ? panels : [] });
    if (!isFull) placed.push(...panels);
    y = isFull ? y + 1 : end;
  }
  return placed;
}
