import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import type { ParsedFamily } from '@meterkit/exposition';
import type { Totals } from '../src/pipeline/partition-context.js';
import { expectedTotals } from './expected-totals.js';
import { linesOf, makeLog, PARTITIONS, START_MS } from './generated-log.js';
import { type ProcessorProcess, startProcessorProcess } from './processor-process.js';
import type { Samples } from './samples.js';
import { openMetrics, readPage, scrape, text } from './scrape.js';
import { boundsOf, systemFamilies } from './system-file.js';
import { makeWorkspace, type Workspace } from './workspace.js';

const TIMEOUT_MS = 60_000;
const TYPES = ['count', 'sum', 'avg', 'min', 'max', 'percentile', 'stddev'];

let workspace: Workspace;
let processor: ProcessorProcess;

afterAll(async () => {
  await processor.stop('SIGKILL');
  await workspace.remove();
});

function increase(before: Samples, after: Samples): Samples {
  const names = Object.keys({ ...before, ...after });
  const pairs = names.map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const);
  return Object.fromEntries(pairs.filter(([name, value]) => value !== 0 && !/_lag_/.test(name)));
}

describe('a processor at the end of its log', () => {
  let url: string;
  let page: Samples;
  let said: Totals;
  let singles: number;
  let waiting: number;

  beforeAll(async () => {
    workspace = await makeLog();
    processor = startProcessorProcess({ DATA_DIR: workspace.directory, CACHE_ENTRIES: '20' });
    url = await processor.line('metrics: ');
    const { cpuSeconds, ...totals } = JSON.parse(await processor.line('caught up: '));
    expect(cpuSeconds).toBeGreaterThan(0);
    said = totals;
    page = await readPage(url);
  }, TIMEOUT_MS);

  test('it did what had to be done', async () => {
    const expected = expectedTotals(await linesOf(workspace, 'readings'));
    ({ singles, waiting } = expected);
    expect(expected).toMatchObject(said);
    expect(said.events).toBeGreaterThan(80_000);
    expect(Math.min(...Object.values(expected))).toBeGreaterThan(5);
  });

  test('the page says what the processor says', async () => {
    const windows = { tumbling: said.tumbling, sliding: said.sliding, session: said.session };
    const all = said.tumbling + said.sliding + said.session;
    const good = said.events - said.poisoned;
    for (const [type, closed] of Object.entries(windows)) {
      const label = `{window_type="${type}"}`;
      expect(page[`windows_triggered_total${label}`]).toBe(closed);
      expect(page[`window_size_events_count${label}`]).toBe(closed);
      const created = page[`windows_created_total${label}`] ?? 0;
      expect(page[`windows_active${label}`]).toBe(created - closed);
    }
    for (const type of TYPES) {
      const errors = type === 'stddev' ? singles : 0;
      const label = `{aggregate_type="${type}"}`;
      expect(page[`aggregations_computed_total${label}`]).toBe(all - errors);
      expect(page[`aggregation_duration_seconds_count${label}`] ?? 0).toBeLessThanOrEqual(
        all - errors,
      );
      expect(page[`aggregation_errors_total${label}`] ?? 0).toBe(errors);
    }
    // one in 64: 20 % more or fewer are six times what chance gives
    const timed = page['event_processing_duration_seconds_count{result="success"}'] ?? 0;
    expect(Math.abs(timed / (good / 64) - 1)).toBeLessThan(0.2);
    expect(page).toMatchObject({
      events_received_total: said.events,
      'events_processed_total{result="success"}': good,
      'events_processed_total{result="error"}': said.poisoned,
      late_events_total: said.late,
      out_of_order_events_total: said.outOfOrder,
      dedup_events_checked_total: good - said.late,
      dedup_duplicates_found_total: said.duplicates,
      dedup_cache_size: waiting,
      dedup_cache_evictions_total: good - said.late - said.duplicates - waiting,
      normalization_gaps_filled_total: said.gaps,
      normalization_outliers_detected_total: said.outliers,
    });
  });

  test('it says of each partition what was taken from it and put into it', async () => {
    const [readings, results] = [
      await linesOf(workspace, 'readings'),
      await linesOf(workspace, 'results'),
    ];
    for (const [i, partition] of PARTITIONS.entries()) {
      const label = (topic: string) => `{partition="${partition}",topic="${topic}"}`;
      const consumed = page[`kafka_messages_consumed_total${label('readings')}`];
      expect(consumed).toBe(readings[i]?.length);
      expect(page[`kafka_messages_produced_total${label('results')}`]).toBe(results[i]?.length);
      const offset = await readFile(workspace.path(`offsets/${partition}.json`), 'utf8');
      expect(JSON.parse(offset).message).toBe(consumed);
    }
    expect(Object.keys(page).filter((name) => name.startsWith('kafka_consumer_lag'))).toEqual([]);
  });

  test('every lookup of state is a hit, or asked of the backend', () => {
    const misses = page['state_cache_misses_total{layer="l1"}'] ?? 0;
    expect(misses).toBeGreaterThan(120);
    expect(page['state_operations_total{backend="memory",operation="get"}']).toBe(misses);
    expect(page['state_operations_total{backend="memory",operation="scan"}']).toBe(3);
    const hits = page['state_cache_hits_total{layer="l1"}'] ?? 0;
    expect(hits + misses).toBeGreaterThanOrEqual(
      said.events - said.poisoned - said.duplicates - said.late,
    );
    expect(page['state_size_bytes{backend="memory"}']).toBeGreaterThan(10_000);
  });

  test('a source that is faster than what is behind it was held back', () => {
    expect(page.backpressure_events_total).toBeGreaterThan(3);
  });

  describe.each([openMetrics, text])('$name', (format) => {
    let families: readonly ParsedFamily[];
    const nameOf = ({ family, type }: (typeof systemFamilies)[number]) =>
      format === text && type === 'counter' ? `${family}_total` : family;

    beforeAll(async () => {
      families = await scrape(url, format);
    });

    test.each(systemFamilies)('$family is on the page as the system file has it', (wanted) => {
      const found = families.find(({ name }) => name === nameOf(wanted));
      const unit = format === text ? '' : (wanted.unit ?? '');
      expect(found).toMatchObject({
        type: wanted.type,
        unit,
        help: expect.stringMatching(/^[A-Z].*\.$/),
      });
      const samples = found?.samples ?? [];
      const valuesOf = (label: string) =>
        new Set(samples.flatMap(({ labels }) => labels.get(label) ?? []));
      for (const { labels } of samples) {
        const names = [...labels.keys()].filter((name) => name !== 'le');
        expect(names).toEqual(Object.keys(wanted.labels ?? {}));
      }
      for (const [label, values] of Object.entries(wanted.labels ?? {}))
        if (values !== 'string') expect(valuesOf(label)).toEqual(new Set(values));
      const bounds = [...valuesOf('le')].map((le) => Number(le.replace('+Inf', 'Infinity')));
      expect(bounds).toEqual(boundsOf(wanted));
    });

    test('the processor has no other families', () => {
      const own = families.map(({ name }) => name).filter((name) => name.startsWith('processor_'));
      expect(own.sort()).toEqual(systemFamilies.map(nameOf).sort());
      expect(own).toHaveLength(37);
    });
  });

  test('every family but those of what never happened has been recorded', () => {
    const recorded = Object.keys(page).map((name) => name.replace(/(_total|_count)?(\{.*)?$/, ''));
    const missing = systemFamilies
      .map(({ family }) => family.replace('processor_', ''))
      .filter((name) => !recorded.includes(name.replace(/_total$/, '')));
    const now = 'pipeline_operators_active'; // of this moment: it may just have looked for more; restart.test.ts sees it move
    expect(missing.filter((name) => name !== now)).toEqual([
      'state_evictions', // below: a state with little room
      'kafka_consumer_lag', // it has caught up
      'kafka_offset_commit_errors', // below
    ]);
  });

  test('/health and /ready say what the system file says', async () => {
    const ask = async (path: string) => {
      const response = await fetch(new URL(path, url));
      return [response.status, await response.json()];
    };
    expect(await ask('/health')).toEqual([
      200,
      { status: 'healthy', version: '0.1.0', uptime_seconds: expect.any(Number) },
    ]);
    const checks = [{ name: 'processor', ready: true, message: null }];
    expect(await ask('/ready')).toEqual([200, { ready: true, checks }]);
  });

  test('poisoned events are errors, and the good one behind them is processed', async () => {
    const before = await readPage(url);
    const at = START_MS + 2_000_000;
    const good = JSON.stringify({ id: 'good', key: 'rain-x', at, value: 1 });
    const wrong = [
      '{"id":"cut',
      '{"id":"n","key":"k","at":1,"value":NaN}',
      '{"id":"n","key":"k","at":1,"value":"NaN"}',
    ];
    await appendFile(workspace.path('topics/readings/0.jsonl'), `${[...wrong, good].join('\n')}\n`);
    await processor.line('caught up: ');
    const grown = increase(before, await readPage(url));
    expect(grown).toMatchObject({
      events_received_total: 4,
      'events_processed_total{result="error"}': 3,
      'events_processed_total{result="success"}': 1,
      'pipeline_errors_total{error_type="bad_json"}': 2,
      'pipeline_errors_total{error_type="bad_reading"}': 1,
      'kafka_messages_consumed_total{partition="0",topic="readings"}': 4,
    });
  });

  test('an offset that cannot be committed is counted, and the next commit makes good for it', async () => {
    const before = await readPage(url);
    const offsets = workspace.path('offsets/1.json');
    const say = async (id: string) => {
      const line = JSON.stringify({ id, key: 'rain-y', at: START_MS + 800_000, value: 1 });
      await appendFile(workspace.path('topics/readings/1.jsonl'), `${line}\n`);
      await processor.line('caught up: ');
    };
    await rm(offsets);
    await mkdir(offsets);
    await say('first');
    await rm(offsets, { recursive: true });
    await say('second');
    const grown = increase(before, await readPage(url));
    expect(grown).toMatchObject({
      'kafka_offset_commit_errors_total{partition="1",topic="readings"}': 1,
      'kafka_messages_consumed_total{partition="1",topic="readings"}': 2,
    });
    const { message } = JSON.parse(await readFile(offsets, 'utf8'));
    expect(message).toBe((await linesOf(workspace, 'readings'))[1]?.length);
  });

  test('SIGTERM ends it with code 0', async () => {
    expect(await processor.stop()).toBe(0);
  });
});

test('a directory without a log is an error that says how to make one', async () => {
  const empty = await makeWorkspace();
  const misled = startProcessorProcess({ DATA_DIR: empty.directory });
  expect(await misled.exited).toBe(1);
  await empty.remove();
  expect(misled.lines.join('\n')).toContain('expected a partition; npm run generate makes some');
});

test(
  'the demo shows its page and ends by itself',
  async () => {
    const demo = startProcessorProcess({ DEMO_SECONDS: '7' }, 'demo/main.js');
    const url = await demo.line('metrics: ');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    expect((await fetch(url)).status).toBe(200);
    expect(await demo.exited).toBe(0);
    expect(demo.lines.at(-1)).toMatch(
      /^events [1-9]\d* \(\d+\/s\), \S+ % good .* tumbling \d+ open, \d+ closed/,
    );
  },
  TIMEOUT_MS,
);
