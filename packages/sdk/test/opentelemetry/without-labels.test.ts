import type { FamilyColumns } from '@meterkit/exposition';
import {
  counter,
  createStore,
  defineMeter,
  gauge,
  histogram,
  text,
  upDownCounter,
} from '@meterkit/instruments';
import fc from 'fast-check';
import { withoutLabels } from '../../src/opentelemetry/without-labels.js';

const labels = {
  region: text({ limit: 1000 }),
  tenant: text({ limit: 1000 }),
  zone: text({ limit: 1000 }),
};

class Things extends defineMeter({
  name: 'things',
  instruments: {
    sum: counter('sum', { description: 'A sum.', labels }),
    level: upDownCounter('level', { description: 'A level.', labels }),
    value: gauge('value', { description: 'A value.', labels }),
    spread: histogram('spread', { description: 'A spread.', labels, bounds: [1, 10] }),
  },
}) {}

function recorded(record: (things: Things) => void) {
  const store = createStore();
  record(new Things({ store }));
  return (name: string) => store.families().find((family) => family.name === name) as FamilyColumns; // it was declared
}

/** The rows as text: label values, then numbers. */
function rowsOf({ labels, rowCount, chunks, chunkShift, bounds }: FamilyColumns): string[] {
  const width = bounds === undefined ? 1 : bounds.length + 2;
  return Array.from({ length: rowCount }, (_, row) => {
    const chunk = chunks[row >> chunkShift];
    const slot = row & ((1 << chunkShift) - 1);
    const values = labels.map(
      (label, i) => label.values[chunk?.ids[slot * labels.length + i] ?? 0],
    );
    const numbers = chunk?.values.subarray(slot * width, (slot + 1) * width) ?? [];
    return [...values.filter((value) => value !== ''), ...numbers].join(' ');
  });
}

const at = (region: string, tenant: string, zone = 'z') => ({ region, tenant, zone });

test('rows that differ in a dropped label become one, in the order of the first of them', () => {
  const family = recorded(({ sum }) => {
    sum.add(1, at('eu', 'a'));
    sum.add(2, at('us', 'a'));
    sum.add(4, at('eu', 'b'));
  });
  expect(rowsOf(withoutLabels(family('sum'), ['tenant']))).toEqual(['eu z 5', 'us z 2']);
  expect(rowsOf(withoutLabels(family('sum'), ['tenant', 'region', 'zone']))).toEqual(['7']);
});

test('levels and histograms are added up, of other gauges the last row is kept', () => {
  const family = recorded(({ level, value, spread }) => {
    for (const [tenant, n] of [
      ['a', 5],
      ['b', 7],
    ] as const) {
      level.add(n, at('eu', tenant));
      value.set(n, at('eu', tenant));
      spread.record(n * 2, at('eu', tenant));
    }
  });
  expect(rowsOf(withoutLabels(family('level'), ['tenant']))).toEqual(['eu z 12']);
  expect(rowsOf(withoutLabels(family('value'), ['tenant']))).toEqual(['eu z 7']);
  expect(rowsOf(withoutLabels(family('spread'), ['tenant']))).toEqual(['eu z 0 1 1 24']);
});

test('removed rows are not in it', () => {
  const family = recorded(({ sum }) => {
    sum.add(1, at('eu', 'a'));
    sum.add(2, at('eu', 'b'));
    sum.remove(at('eu', 'a'));
  });
  expect(rowsOf(withoutLabels(family('sum'), ['tenant']))).toEqual(['eu z 2']);
});

test('nothing is lost and no two rows are equal, whatever the rows', () => {
  const value = fc.integer({ min: 0, max: 40 }).map(String);
  const rows = fc.array(fc.tuple(value, value, value, fc.integer({ min: 0, max: 9 })), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(rows, fc.subarray(['region', 'tenant', 'zone']), (added, dropped) => {
      const family = recorded(({ sum }) => {
        for (const [region, tenant, zone, n] of added) sum.add(n, { region, tenant, zone });
      });
      const columns = withoutLabels(family('sum'), dropped);
      const expected = new Map<string, number>();
      for (const [region, tenant, zone, n] of added) {
        const kept = Object.entries({ region, tenant, zone }).filter(
          ([name]) => !dropped.includes(name),
        );
        const key = kept.map(([, text]) => text).join(' ');
        expected.set(key, (expected.get(key) ?? 0) + n);
      }
      const wanted = Array.from(expected, ([key, n]) =>
        [...(key === '' ? [] : [key]), n].join(' '),
      );
      expect(rowsOf(columns).sort()).toEqual(wanted.sort());
    }),
    { numRuns: 50 },
  );
});

test('keys stay apart where their product is past what a double holds', () => {
  const many = { limit: 100_000 };
  const six = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, text(many)]));
  const Wide = defineMeter({
    name: 'wide',
    instruments: { sum: counter('wide', { description: 'Wide.', labels: six, seriesLimit: 5000 }) },
  });
  const store = createStore();
  const { sum } = new Wide({ store }) as {
    sum: { add(n: number, labels: Record<string, string>): void };
  }; // labels by computed names
  for (let i = 0; i < 2000; i++) {
    const labels = Object.fromEntries(
      [...'abcdef'].map((name, j) => [name, `${(i * (j + 7)) % 1999}`]),
    );
    sum.add(1, labels);
  }
  const family = store.families().find(({ name }) => name === 'wide') as FamilyColumns; // it was declared
  const rows = rowsOf(withoutLabels(family, ['f']));
  expect(new Set(rows).size).toBe(rows.length);
  expect(rows.length).toBe(1999);
});
