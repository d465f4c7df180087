import { counter, gauge, histogram, oneOf, text } from '../src/index.js';
import { type BoundRow, SeriesTable } from '../src/series-table.js';
import { TableHost } from '../src/table-host.js';
import { tableSpec } from '../src/table-spec.js';

const description = 'Things.';
const open = counter('open', { description, labels: { region: text({ limit: 100 }) } });

function tableOf(definition: Parameters<typeof tableSpec>[0], host = new TableHost()) {
  return { host, table: new SeriesTable(tableSpec(definition, { name: 'scope' }), host) };
}

describe('a table', () => {
  it('shows what was declared', () => {
    const { table, host } = tableOf(
      histogram('size', {
        description,
        unit: 'By',
        exactName: true,
        bounds: [1, 2],
        labels: { a: oneOf('x') },
      }),
    );
    expect(table).toMatchObject({
      name: 'size',
      type: 'histogram',
      unit: 'By',
      description,
      exactName: true,
      scope: { name: 'scope' },
      bounds: [1, 2],
      startMs: host.startMs,
      rowCount: 1,
    });
  });

  it.each([
    ['no labels', counter('c', { description }), 0],
    ['closed labels', counter('c', { description, labels: { a: oneOf('x', 'y', 'z') } }), 2],
    [
      'many closed values',
      counter('c', { description, labels: { a: oneOf('x', 'y'), b: manyValues(100) } }),
      8,
    ],
    ['an open label', open, 6],
    [
      'an open label and a large limit',
      counter('c', { description, labels: open.labels, seriesLimit: 5000 }),
      10,
    ],
  ])('of %s has chunks of a size that fits', (_, definition, shift) => {
    expect(tableOf(definition).table.chunkShift).toBe(shift);
  });

  it('never moves a chunk while it grows', () => {
    const { table } = tableOf(open);
    table.resolve({ region: 'r0' });
    const first = table.chunks[0];
    for (let i = 0; i < 90; i++) table.resolve({ region: `r${i}` });
    expect([table.chunks.length, table.chunks[0] === first, table.rowCount]).toEqual([2, true, 90]);
  });

  it('has a column for the overflow only where there can be one', () => {
    const columns = (definition: Parameters<typeof tableSpec>[0]) =>
      tableOf(definition).table.labels.map(({ name }) => name);
    expect(columns(open)).toEqual(['region', 'otel_metric_overflow']);
    expect(columns(gauge('g', { description, labels: { a: oneOf('x') } }))).toEqual(['a']);
    expect(columns(gauge('g', { description, labels: { a: oneOf('x') }, seriesLimit: 2 }))).toEqual(
      ['a', 'otel_metric_overflow'],
    );
  });

  it('counts its live series in its host, and takes them back', () => {
    const { table, host } = tableOf(open);
    for (const region of ['eu', 'us', 'eu']) table.resolve({ region });
    expect([table.live, host.live]).toEqual([2, 2]);
    table.remove({ region: 'eu' });
    expect([table.live, host.live]).toEqual([1, 1]);
  });
});

describe('a removed row', () => {
  it('is given to other labels when no page runs that may have shown it', () => {
    const { table, host } = tableOf(open);
    const row = table.resolve({ region: 'eu' });
    const end = host.pages.begin();
    table.remove({ region: 'eu' });
    const later = host.pages.begin();
    expect(table.resolve({ region: 'us' })).not.toBe(row);
    end();
    expect(table.resolve({ region: 'asia' })).toBe(row);
    later();
  });

  it('is that of its labels again when they come back before', () => {
    const { table } = tableOf(open);
    const row = table.resolve({ region: 'eu' });
    table.remove({ region: 'eu' });
    expect(table.resolve({ region: 'eu' })).toBe(row);
    table.remove({ region: 'eu' });
    expect(table.resolve({ region: 'us' })).toBe(row);
  });

  it('is kept for its labels when it was ever bound', () => {
    const { table } = tableOf(open);
    const row = table.resolve({ region: 'eu' });
    const bound: BoundRow = { state: 'live' };
    expect(table.intern(row, () => bound)).toBe(bound);
    table.remove({ region: 'eu' });
    expect(bound.state).toBe('hidden');
    expect(table.resolve({ region: 'us' })).not.toBe(row);
    expect(table.resolve({ region: 'eu' })).toBe(row);
    expect([bound.state, table.intern(row, () => ({ state: 'live' }))]).toEqual(['live', bound]);
  });

  it('gives its label values back with it', () => {
    const { table } = tableOf(open);
    table.resolve({ region: 'eu' });
    table.remove({ region: 'eu' });
    table.resolve({ region: 'us' });
    expect(table.labels[0]?.values).toEqual(['', 'us']);
  });
});

describe('many removed rows', () => {
  const regions = Array.from({ length: 1000 }, (_, i) => `r${i}`);
  const labels = { zone: text({ limit: 1 }), region: text({ limit: 2000 }) };

  function removed() {
    const { table, host } = tableOf(counter('many', { description, labels }));
    for (const region of regions) table.resolve({ zone: 'old', region });
    for (const region of regions) table.remove({ zone: 'old', region });
    return { table, host, held: () => table.labels[1]?.size };
  }

  it('are given back 64 at each new series, until all are', () => {
    const { table, held } = removed();
    expect([held(), table.rowCount]).toEqual([1000, 1000]);
    table.resolve({ zone: 'old', region: 'new 0' });
    expect(held()).toBe(1000 - 64 + 1);
    for (let n = 1; n < 16; n++) table.resolve({ zone: 'old', region: `new ${n}` });
    expect([held(), table.rowCount, table.live]).toEqual([16, 1000, 16]);
  });

  it('are all given back when a label has no room for a new value before', () => {
    const { table, held } = removed();
    table.resolve({ zone: 'new', region: 'eu' });
    expect([table.labels[0]?.values, held()]).toEqual([['', 'new'], 1]);
  });

  it('wait for the pages that may show them, and the limit of a label holds meanwhile', () => {
    const { table, host, held } = removed();
    const end = host.pages.begin();
    table.resolve({ zone: 'old', region: 'eu' });
    table.remove({ zone: 'old', region: 'eu' });
    table.resolve({ zone: 'new', region: 'us' });
    expect([table.labels[0]?.values, held()]).toEqual([['', 'old', '_OTHER'], 2]);
    end();
    table.resolve({ zone: 'new', region: 'us' });
    expect(table.labels[0]?.values.slice().sort()).toEqual(['', '_OTHER', 'new']);
  });
});

describe('the created time of a series', () => {
  let nowMs = 0;
  beforeEach(() => {
    nowMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => nowMs);
  });
  afterEach(() => jest.restoreAllMocks());

  it('is when it was made, in units of 100 ms since the start, and new when it comes back', () => {
    const { table } = tableOf(open);
    nowMs = 1250;
    const row = table.resolve({ region: 'eu' });
    nowMs = 2000;
    table.resolve({ region: 'eu' });
    expect(table.rows.createdAt(row)).toBe(12);
    table.remove({ region: 'eu' });
    nowMs = 3000;
    table.resolve({ region: 'eu' });
    expect(table.rows.createdAt(row)).toBe(30);
  });

  it('is never before the start, whatever the clocks do', () => {
    const { table } = tableOf(open);
    jest.spyOn(Date, 'now').mockReturnValue(Number.NaN);
    nowMs = -3_600_000;
    expect(table.rows.createdAt(table.resolve({ region: 'eu' }))).toBe(0);
    nowMs = Number.NaN;
    expect(table.rows.createdAt(table.resolve({ region: 'us' }))).toBe(0);
    expect(table.startMs).toBeGreaterThan(1.7e12);
  });
});

function manyValues(count: number) {
  return oneOf(...(Array.from({ length: count }, (_, i) => `v${i}`) as [string, ...string[]])); // count > 0
}
