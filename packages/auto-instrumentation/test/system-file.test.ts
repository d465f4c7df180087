import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStore, type Store } from '@meterkit/instruments';
import { parse } from 'yaml';
import { recordProcess } from '../src/process/index.js';
import { recordRuntime } from '../src/runtime/index.js';

interface Entry {
  readonly family: string;
  readonly type: string;
  readonly unit?: string;
  readonly labels?: readonly string[] | Readonly<Record<string, readonly string[]>>;
}

const root = join(__dirname, '../../..');
const file = readFileSync(join(root, 'test/systems/deployment-orchestrator.yaml'), 'utf8');
const { auto_instrumented: listed } = parse(file) as {
  readonly auto_instrumented: Readonly<Record<'process' | 'runtime', readonly Entry[]>>;
}; // our own file

/** What is on the page besides what the file lists. */
const more: Readonly<Record<string, readonly string[]>> = {
  process: ['process_memory_virtual_bytes', 'process_start_time_seconds'],
  runtime: [
    'nodejs_eventloop_time_seconds',
    'nodejs_memory_array_buffers_bytes',
    'nodejs_memory_external_bytes',
    'v8js_memory_heap_size_limit_bytes',
    'v8js_memory_heap_space_available_size_bytes',
    'v8js_memory_heap_space_physical_size_bytes',
    'v8js_memory_heap_space_size_bytes',
  ],
};

const UNIT_WORDS: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes', '1': 'ratio' };

describe.each([
  { part: 'process' as const, record: recordProcess },
  { part: 'runtime' as const, record: recordRuntime },
])('$part', ({ part, record }) => {
  const store = createStore();
  const stop = record({ store });
  const found = ownFamilies(store);

  afterAll(stop);

  test.each(listed[part])('$family is as the system file has it', ({ family, type, ...entry }) => {
    const unit = entry.unit ?? (family.endsWith('_ratio') ? 'ratio' : '');
    const names = entry.labels ?? [];
    const labels = Array.isArray(names)
      ? Object.fromEntries(names.map((name: string) => [name, 'string']))
      : names;
    expect(found.get(family)).toEqual({ type, unit, labels });
  });

  test('it has no other families than these and what is written down here', () => {
    const expected = [...listed[part].map(({ family }) => family), ...(more[part] ?? [])];
    expect([...found.keys()].sort()).toEqual(expected.sort());
  });
});

test('docs/automatic-metrics.md has a row for each family, and for no other', () => {
  const page = readFileSync(join(root, 'docs/automatic-metrics.md'), 'utf8');
  const rows = Array.from(page.matchAll(/^\| `(\w+)`/gm), ([, family]) => family);
  const families = Object.values(listed).flatMap((entries) => entries.map(({ family }) => family));
  expect(rows.toSorted()).toEqual([...families, ...Object.values(more).flat()].toSorted());
});

test('the gauges of the delay are on the page by option', () => {
  const store = createStore();
  const without = [...ownFamilies(runtimeOnce(store, false)).keys()];
  const gauges = [...ownFamilies(runtimeOnce(store, true)).keys()].filter(
    (family) => !without.includes(family),
  );
  expect(gauges).toEqual(
    ['min', 'max', 'mean', 'p50', 'p90', 'p99'].map((of) => `nodejs_eventloop_delay_${of}_seconds`),
  );
});

function runtimeOnce(store: Store, delayGauges: boolean): Store {
  recordRuntime({ store }, { delayGauges })();
  return store;
}

/** What is registered, by its name on the page. */
function ownFamilies(store: Store): ReadonlyMap<string, unknown> {
  const own = store.families().filter(({ name }) => !name.startsWith('meterkit'));
  return new Map(
    own.map(({ name, type, unit, spec }) => {
      const word = UNIT_WORDS[unit] ?? '';
      const labels = Object.entries(spec.labels).map(([label, values]) => [
        label.replaceAll('.', '_'),
        values.kind === 'closed' ? values.values : 'string',
      ]);
      const family = name.replaceAll('.', '_') + (word && `_${word}`);
      return [family, { type, unit: word, labels: Object.fromEntries(labels) }];
    }),
  );
}
