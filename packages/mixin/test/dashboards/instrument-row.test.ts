import {
  counter,
  defineMeter,
  gauge,
  histogram,
  observableCounter,
  observableGauge,
  observableUpDownCounter,
  oneOf,
  text,
  upDownCounter,
} from '@meterkit/instruments';
import { mixin } from '../../src/mixin.js';
import { allPanels } from './panel-json.js';

const closed = { state: oneOf('on', 'off') };
const open = { node: text() };

test.each([
  [
    counter('x.jobs', { description: 'Jobs.', labels: closed }),
    ['X jobs per second cps', 'X jobs, share by state percentunit'],
  ],
  [
    observableCounter('x.read', { description: 'Bytes read.', unit: 'By', labels: open }),
    ['X read per second binBps', 'X read per second by node binBps'],
  ],
  [
    upDownCounter('x.busy', { description: 'Busy.', labels: open }),
    ['X busy short', 'X busy by node short'],
  ],
  [observableUpDownCounter('x.idle', { description: 'Idle.' }), ['X idle short']],
  [
    gauge('x.fill', { description: 'Fill.', unit: '1', labels: { ...closed, ...open } }),
    ['X fill percentunit'],
  ],
  [observableGauge('x.heat', { description: 'Heat.', unit: 'Cel' }), ['X heat celsius']],
  [
    histogram('x.wait', { description: 'Wait.', unit: 'ms' }),
    [
      'X wait: p50, p95, p99, mean ms',
      'X wait: spread short',
      'X wait: observations per second cps',
    ],
  ],
])('%o is shown by what its kind can be asked', (instrument, shown) => {
  class Meter extends defineMeter({ name: 'x', instruments: { instrument } }) {}
  const [dashboard] = mixin([Meter]).dashboards;
  if (dashboard === undefined) throw new Error('expected a dashboard');
  const [, ...panels] = allPanels(dashboard);
  expect(panels.map(({ title, fieldConfig }) => `${title} ${fieldConfig?.defaults.unit}`)).toEqual(
    shown,
  );
});

test('a point in time is shown as how long ago it was', () => {
  const success = gauge('x.success.timestamp', { description: 'Last success.', unit: 's' });
  class Meter extends defineMeter({ name: 'x', instruments: { success } }) {}
  const [dashboard] = mixin([Meter]).dashboards;
  if (dashboard === undefined) throw new Error('expected a dashboard');
  const narrowed = 'x_success_timestamp_seconds{job=~"$job", instance=~"$instance"}';
  expect(allPanels(dashboard).map(({ title, targets }) => [title, targets?.[0]?.expr])).toEqual([
    ['X success, ago, highest', `time() - min(${narrowed} > 0)`],
    ['X success, ago', `time() - (${narrowed} > 0)`],
  ]);
});

test('the values of an open label are the ten highest, those of a closed one are all there', () => {
  const labels = { ...closed, ...open };
  const jobs = upDownCounter('x.jobs', { description: 'Jobs.', labels });
  class Meter extends defineMeter({ name: 'x', instruments: { jobs } }) {}
  const [dashboard] = mixin([Meter]).dashboards;
  if (dashboard === undefined) throw new Error('expected a dashboard');
  const queries = allPanels(dashboard).flatMap(({ targets = [] }) =>
    targets.map(({ expr }) => expr),
  );
  const narrowed = 'x_jobs{job=~"$job", instance=~"$instance", node=~"$node"}';
  expect(queries.slice(2)).toEqual([
    `sum by (state) (${narrowed})`,
    `topk(10, sum by (node) (${narrowed}))`,
  ]);
});
