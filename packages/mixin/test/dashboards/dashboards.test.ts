import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SystemName, systems } from '../../src/index.js';
import { mixin, systemMixin } from '../../src/mixin.js';
import { OrderMetrics } from '../orders.js';
import { allPanels, type PanelJson, topPanels } from './panel-json.js';

const mixins = [
  ['orders', mixin([OrderMetrics])] as const,
  ...(Object.keys(systems) as SystemName[]).map((name) => [name, systemMixin(name)] as const), // its own keys
];

/** Grafana's limit on a uid. */
const MAX_UID = 40;

/** What a screen shows. */
const FOLD = 24;

test('the dashboard of a small meter is this', () => {
  const golden = readFileSync(join(__dirname, 'golden/orders.json'), 'utf8');
  expect(mixin([OrderMetrics]).dashboards[0]?.text).toBe(golden);
});

test('each dashboard has an address of its own, the same in each run', () => {
  const uids = mixins.flatMap(([, { dashboards }]) => dashboards.map(({ model }) => model.uid));
  expect(uids).toEqual([
    'meterkit-orders',
    'meterkit-deployment-orchestrator',
    'meterkit-guestkit-worker',
    'meterkit-metastore',
    'meterkit-stream-processor',
    'meterkit-tops-worker',
  ]);
  for (const uid of uids) expect(uid?.length).toBeLessThanOrEqual(MAX_UID);
});

describe.each(mixins)('the dashboard of %s', (_, { dashboards: [dashboard], families }) => {
  if (dashboard === undefined) throw new Error('expected a dashboard');
  const panels = allPanels(dashboard);
  const rows = topPanels(dashboard).filter(({ type }) => type === 'row');

  test('has panels that say what they show and in which unit, each with a query', () => {
    for (const { title, description, fieldConfig, targets } of panels) {
      expect(title).not.toBe('');
      expect([title, description]).toEqual([title, expect.stringMatching(/^[A-Z0-9].*\.$/s)]);
      expect([title, fieldConfig?.defaults.unit]).toEqual([title, expect.stringMatching(/./)]);
      expect(targets?.map(({ refId }) => refId)).toEqual(
        ['A', 'B', 'C', 'D'].slice(0, targets?.length),
      );
    }
  });

  test('has panels that lie beside each other and not over the edge', () => {
    expect(overlapping(topPanels(dashboard))).toEqual([]);
    for (const row of rows) expect(overlapping(row.panels ?? [])).toEqual([]);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });

  test('gives each panel and row a number of its own', () => {
    const ids = [...rows, ...panels].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('shows numbers of this moment first, and collapses what lies below the fold', () => {
    expect(rows[0]).toMatchObject({ title: 'Now', collapsed: false });
    expect(panels.slice(0, 3).map(({ type }) => type)).toEqual(['stat', 'stat', 'stat']);
    const open = topPanels(dashboard).filter(({ type }) => type !== 'row');
    for (const { gridPos } of open) expect(gridPos.y + gridPos.h).toBeLessThanOrEqual(FOLD);
    const collapsed = rows.map((row) => row.collapsed);
    expect(collapsed).toEqual([...collapsed].sort()); // open ones, then closed ones
  });

  test('asks of what only grows how it grows, and of nothing else', () => {
    for (const { type, samples } of families) {
      for (const query of queriesOf(panels)) {
        for (const [, before, range] of query.matchAll(selectorsOf(samples))) {
          const isGrowth = /(?:rate|increase)\($/.test(before ?? '') && range === '[';
          if (type === 'counter' || type === 'histogram')
            expect([query, isGrowth]).toEqual([query, true]);
          else expect([query, isGrowth]).toEqual([query, false]);
        }
      }
    }
  });

  test('narrows every selector to what is chosen', () => {
    for (const query of queriesOf(panels))
      for (const [, matchers] of query.matchAll(/\{([^}]*)\}/g))
        expect(matchers).toMatch(/^job=~"\$job", (?:instance=~"\$instance"|slo=)/);
  });

  test('has exemplars where buckets are shown', () => {
    const heatmaps = panels.filter(({ type }) => type === 'heatmap');
    expect(heatmaps.length).toBeGreaterThan(0);
    for (const { targets } of heatmaps) expect(targets).toMatchObject([{ exemplar: true }]);
  });

  test('shows every family of its meters', () => {
    const queries = queriesOf(panels).join('\n');
    const own = families.filter(({ origin }) => origin === 'meter');
    const unseen = own.filter(
      ({ samples }) => !samples.some((name) => queries.includes(`${name}{`)),
    );
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });
});

function queriesOf(panels: readonly PanelJson[]): readonly string[] {
  return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
}

/** Each with what is before it and whether a range is behind it. */
function selectorsOf(samples: readonly string[]): RegExp {
  return new RegExp(`(.{0,9})\\b(?:${samples.join('|')})\\{[^}]*\\}(\\[?)`, 'g');
}

function overlapping(panels: readonly PanelJson[]): readonly (readonly [string, string])[] {
  return panels.flatMap((one, i) =>
    panels.slice(i + 1).flatMap((other) => {
      const [a, b] = [one.gridPos, other.gridPos];
      const beside = a.x + a.w <= b.x || b.x + b.w <= a.x;
      const below = a.y + a.h <= b.y || b.y + b.h <= a.y;
      return beside || below ? [] : [[one.title, other.title] as const];
    }),
  );
}
