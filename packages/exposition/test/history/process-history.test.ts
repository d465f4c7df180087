import { bucketLines, lineOf, quantileLines } from '../../src/history/lines.js';
import { missingParts } from '../../src/history/missing-parts.js';
import { ProcessHistory } from '../../src/history/process-history.js';
import { readPage } from '../../src/history/read-page.js';

const SECOND = 1000;

/** A history of pages that came every two seconds. `undefined`: no page came. */
function historyOf(...bodies: readonly (string | undefined)[]): ProcessHistory {
  const history = new ProcessHistory();
  for (const [i, body] of bodies.entries()) {
    if (body === undefined) continue;
    history.take(readPage(`${body}\n# EOF\n`), 1e12 + i * 2 * SECOND, 2 * SECOND);
  }
  return history;
}

/** So long no page came. */
function minutes(count: number): readonly undefined[] {
  return Array.from({ length: count * 30 }, () => undefined);
}

function line(history: ProcessHistory, family: string, labels = '') {
  const series = history.families.get(family)?.all.get(labels);
  if (series === undefined) throw new Error(`no series ${family}{${labels}}`);
  return lineOf(series.track, history.timeline);
}

const orders = (...samples: readonly string[]): string =>
  ['# TYPE orders counter', ...samples].join('\n');

test('a counter is shown by its rate, a second', () => {
  const history = historyOf(
    orders('orders_total 10'),
    orders('orders_total 14'),
    orders('orders_total 14'),
  );
  expect(line(history, 'orders')).toEqual([null, 2, 0]);
  expect(history.families.get('orders')?.kind).toBe('counter');
});

test('a counter that was reset has risen from zero, and never has a negative rate', () => {
  const history = historyOf(orders('orders_total 100'), orders('orders_total 6'));
  expect(line(history, 'orders')).toEqual([null, 3]);
});

test('a series that joins its family has risen from zero', () => {
  const history = historyOf(
    orders('orders_total{a="x"} 100'),
    orders('orders_total{a="x"} 100', 'orders_total{a="y"} 8'),
  );
  expect(line(history, 'orders', 'a="y"')).toEqual([null, 4]);
});

test('a series that was away for a page has the rate of the whole time', () => {
  const history = historyOf(
    orders('orders_total 10'),
    '# TYPE other gauge\nother 1',
    orders('orders_total 18'),
  );
  expect(line(history, 'orders')).toEqual([null, null, 2]);
});

test('a time without pages is a gap, and the rate after it is of the whole time', () => {
  const history = historyOf(
    orders('orders_total 10'),
    orders('orders_total 12'),
    ...Array.from({ length: 4 }, () => undefined),
    orders('orders_total 22'),
  );
  expect(line(history, 'orders')).toEqual([null, 1, null, 1]);
});

test('a gauge is shown by its value', () => {
  const history = historyOf('# TYPE open gauge\nopen 3', '# TYPE open gauge\nopen -2');
  expect(line(history, 'open')).toEqual([3, -2]);
});

const took = (...counts: readonly [number, number, number]): string =>
  [
    '# TYPE took_seconds histogram',
    ...['0.1', '1', '+Inf'].map(
      (le, i) => `took_seconds_bucket{route="a",le="${le}"} ${counts[i]}`,
    ),
    `took_seconds_count{route="a"} ${counts[2]}`,
    'took_seconds_sum{route="a"} 1',
  ].join('\n');

function quantilesOf(history: ProcessHistory) {
  const histograms = Array.from(history.families.get('took_seconds')?.histograms.values() ?? []);
  const columns = bucketLines(histograms, history.timeline);
  return {
    columns: columns.map((column) => Array.from(column)),
    lines: quantileLines([0.5], histograms[0]?.bounds ?? [], columns, history.timeline),
  };
}

test('a histogram is shown by quantiles of what it has counted since, and by how fast each bucket fills', () => {
  const history = historyOf(took(100, 100, 100), took(100, 104, 104), took(100, 104, 104));
  const { columns, lines } = quantilesOf(history);
  expect(columns).toEqual([
    [0, 0, 0],
    [0, 2, 0],
    [0, 0, 0],
  ]);
  expect(lines).toEqual([[null, 0.55, 0.55]]);
  expect(line(history, 'took_seconds', 'route="a"')).toEqual([null, 2, 0]);
});

test('quantiles are of the last thirty seconds', () => {
  const pages = Array.from({ length: 20 }, () => took(0, 4, 4));
  const [quantiles = []] = quantilesOf(historyOf(took(0, 0, 0), ...pages)).lines;
  expect(quantiles.slice(0, 2)).toEqual([null, 0.55]);
  expect(quantiles[15]).toBe(0.55); // 28 s later
  expect(quantiles[16]).toBeNull();
});

test('a histogram that was reset has counted from zero', () => {
  const { columns } = quantilesOf(historyOf(took(10, 20, 20), took(0, 4, 6)));
  expect(columns[1]).toEqual([0, 2, 1]);
});

test('keeps ten minutes', () => {
  const history = historyOf(...Array.from({ length: 400 }, (_, i) => orders(`orders_total ${i}`)));
  expect(history.timeline.slots).toHaveLength(300);
  expect(line(history, 'orders')).toEqual(Array.from({ length: 300 }, () => 0.5));
});

test('a reading that takes the place of an old one keeps nothing of it', () => {
  const pages = Array.from({ length: 310 }, () => '# TYPE open gauge\nopen 3');
  const history = historyOf(...pages, '# TYPE open gauge', '# TYPE open gauge\nopen 4');
  expect(line(history, 'open').slice(-3)).toEqual([3, null, 4]);
});

test('keeps so many series and no more, and says how many it left out', () => {
  const samples = Array.from({ length: 20_003 }, (_, i) => `orders_total{n="${i}"} 1`);
  const family = historyOf(orders(...samples)).families.get('orders');
  expect(family?.series.size).toBe(20_000);
  expect(family?.leftOut).toBe(3);
});

test('a series that has not been on a page for ten minutes is forgotten, and its room is there for others', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => `orders_total{n="${i}"} 1`);
  const later = orders('orders_total{n="later"} 1');
  const { families } = historyOf(orders(...many), ...minutes(11), later, later);
  expect(Array.from(families.get('orders')?.series.keys() ?? [])).toEqual(['n="later"']);
  expect(families.get('orders')?.leftOut).toBe(0);
});

test('a histogram that was forgotten begins anew', () => {
  const other = orders('orders_total 1');
  const { families } = historyOf(took(1, 1, 1), ...minutes(11), other, took(5, 5, 5));
  expect(families.get('took_seconds')?.histograms.get('route="a"')?.bounds).toEqual([
    0.1,
    1,
    Infinity,
  ]);
});

test('a family that is not on the last page says so', () => {
  const history = historyOf(orders('orders_total 1'), '# TYPE other gauge\nother 1');
  expect(history.families.get('orders')?.isPresent).toBe(false);
  expect(history.families.get('other')?.isPresent).toBe(true);
});

test('the unit is that of the page, else what the name ends with; a moment is no duration', () => {
  const page =
    '# TYPE a gauge\n# UNIT a volts\na 1\n# TYPE b_bytes gauge\nb_bytes 1\n# TYPE p_start_time_seconds gauge\np_start_time_seconds 1';
  const { families } = historyOf(page);
  expect(Array.from(families.values(), ({ unit }) => unit)).toEqual([
    'volts',
    'bytes',
    'timestamp',
  ]);
});

test('names what failed for the last page', () => {
  const failures = (count: number): string =>
    `# TYPE meterkit_callback_failures counter\nmeterkit_callback_failures_total{instrument="orders.open",reason="threw"} ${count}`;
  expect(missingParts(historyOf(failures(1), failures(1)).families)).toBe('');
  expect(missingParts(historyOf(failures(1), failures(2)).families)).toBe('orders.open threw');
});
