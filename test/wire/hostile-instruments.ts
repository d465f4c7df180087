import { counter, defineMeter, gauge, histogram, oneOf, text } from '@meterkit/instruments';
import type { Meter } from '@opentelemetry/api';
import type { HostileInput } from './hostile-input.js';

class Clashes extends defineMeter({
  name: 'clashes',
  instruments: {
    created: gauge('clash.counted.created', { description: 'Not a creation time.' }),
    counted: counter('clash.counted', { description: 'Has a creation time.' }),
    quoted: histogram('clash.quoted', { description: 'A "quote".', bounds: [1] }),
    bucket: gauge('clash_quoted_bucket', { description: 'Not a bucket.', exactName: true }),
    labels: counter('clash.labels', {
      description: 'Has one label.',
      labels: { 'a.b': oneOf('1', '2'), a_b: text() },
    }),
  },
}) {}

/** Instruments of OpenTelemetry, of three scopes. */
function by(record: (a: Meter, b: Meter, c: Meter) => void): NonNullable<HostileInput['record']> {
  return ({ meterProvider }) =>
    record(meterProvider.getMeter('a'), meterProvider.getMeter('b'), meterProvider.getMeter('c'));
}

/** Instruments, scopes and resources that do not go together. */
export const hostileInstruments: readonly HostileInput[] = [
  {
    name: 'le and others on a histogram',
    record: by((a) => {
      const reserved = { le: '1', quantile: '2', __name__: '3', otel_scope_name: '4' };
      a.createHistogram('reserved').record(1, reserved);
    }),
    shows: 'reserved_count{exported_le="1",quantile="2",exported_name_="3",otel_scope_name="4"} 1',
  },
  {
    name: 'a scope label that collides',
    options: { page: { scopeLabels: true } },
    record: by((a) => a.createCounter('scoped').add(1, { 'otel.scope.name': 'mine' })),
    shows: 'scoped_total{otel_scope_name="mine;a"} 1',
  },
  {
    name: 'a constant label that collides',
    options: { page: { constantLabels: { region: 'eu', quantile: '0.9' } } },
    record: by((a) => a.createCounter('constant').add(1, { region: 'us' })),
    shows: 'constant_total{quantile="0.9",region="us"} 1',
  },
  {
    name: 'resource attributes that collide',
    options: { resourceAttributes: { service_name: 'b', '1st': 'x', le: '1', größe: '\n' } },
    shows: String.raw`{service_name="a;b",exported_1st="x",le="1",gr_e="\n",`,
  },
  {
    name: 'one name in two scopes',
    record: by((a, b) => {
      a.createCounter('twice', { description: 'One.' }).add(1, { k: 'v' });
      b.createCounter('twice', { description: 'Another.', unit: '{unit}' }).add(1, { k: 'v' });
    }),
    shows: '# HELP twice One.\ntwice_total{k="v"} 2',
  },
  {
    name: 'one name of three types',
    record: by((a, b, c) => {
      a.createCounter('three.types').add(1);
      b.createHistogram('three.types').record(1);
      c.createUpDownCounter('three_types').add(1);
    }),
    shows: 'three_types_total 1',
  },
  {
    name: 'names that become one',
    record: by((a) => {
      for (const name of ['same.name', 'same-name', 'same/name', 'same.name.total'])
        a.createCounter(name).add(1);
    }),
    shows: 'same_name_total 4',
  },
  {
    name: 'x and x_total',
    record: by((a) => {
      a.createGauge('x_total').record(3);
      a.createCounter('x').add(1);
    }),
    shows: 'x_total 3',
  },
  {
    name: 'h and h_count',
    record: by((a) => {
      a.createHistogram('h').record(1);
      a.createCounter('h_count').add(1);
      a.createGauge('h_bucket').record(1);
    }),
    shows: 'h_count 1',
  },
  {
    name: 'c and c_created, h and h_bucket, and a quote in a help text',
    options: { page: { created: true } },
    record: (telemetry) => telemetry.get(Clashes).quoted.record(1),
    shows: String.raw`# HELP clash_quoted A \"quote\".`,
  },
  {
    name: 'labels of a typed meter that collide',
    record: (telemetry) => telemetry.get(Clashes).labels.add(1, { 'a.b': '2', a_b: '3' }),
    shows: 'clash_labels_total{a_b="2;3"} 1\nclash_labels_total{a_b="1;3"} 0',
  },
  {
    name: 'counters that are NaN, negative and infinite',
    record: by((a) => {
      a.createCounter('not.a.number').add(Number.NaN);
      a.createObservableCounter('negative').addCallback((result) => result.observe(-1));
      a.createCounter('infinite').add(Number.POSITIVE_INFINITY);
    }),
    shows: 'infinite_total +Inf',
  },
  {
    name: 'a histogram of NaN, negative and infinite numbers',
    record: by((a) => {
      const advice = { explicitBucketBoundaries: [-5, 0, 5] };
      const odd = a.createHistogram('odd.numbers', { advice });
      for (const value of [Number.NaN, -3, Number.POSITIVE_INFINITY]) odd.record(value);
    }),
    shows: 'odd_numbers_bucket{le="-5.0"} 0',
  },
  {
    name: 'names that are none',
    record: by((a) => {
      for (const name of ['', '1st', 'größe', '"}\n', '日本', '__proto__', 'a'.repeat(300)])
        a.createCounter(name).add(1);
    }),
    shows: 'metric_1st_total 1',
  },
  {
    name: 'names in UTF-8 for a scraper that did not ask for them',
    options: { page: { translation: 'utf-8' } },
    record: by((a) => a.createCounter('größe.x').add(1, { 'größe.y': '1', gr__e_y: '2' })),
    shows: 'gr__e_x_total{gr__e_y="2;1"} 1',
  },
  {
    name: 'names that are taken',
    record: by((a) => {
      for (const name of ['target', 'target_info', 'meterkit.series', 'meterkit.scrapes.total'])
        a.createCounter(name).add(7);
    }),
    shows: '# TYPE target info',
  },
  {
    name: 'units that are none',
    record: by((a) => {
      for (const [i, unit] of ['m/s', '"', '\n', '{annotation}', '%', '/', 'größe'].entries())
        a.createCounter(`unit.${i}`, { unit }).add(1);
    }),
    shows: '# UNIT unit_0_meters_per_second meters_per_second',
  },
  {
    name: 'callbacks that throw, reject and repeat themselves',
    record: by((a) => {
      a.createObservableGauge('throws').addCallback(() => {
        throw null;
      });
      a.createObservableGauge('rejects').addCallback(() => Promise.reject());
      a.createObservableGauge('repeats').addCallback((result) => {
        result.observe(1, { k: 1 });
        result.observe(2, { k: '1' });
      });
    }),
    shows: 'repeats{k="1"} 2',
  },
];
