import { createStore } from '../../src/index.js';
import { callLabels } from '../../src/wrapping/call-labels.js';
import { ownProblems, pageOf } from '../page-of.js';
import { ShopMetrics } from './shop-metrics.js';

const fail = () => {
  throw new Error('no labels');
};

/** The series that a counter of one closed label counts in, and what is counted as wrong. */
function recorded(options: unknown): readonly unknown[] {
  const store = createStore();
  const { placed } = new ShopMetrics({ store });
  placed.add(1, callLabels(options, { args: ['app'] }) as never); // what plain JavaScript may pass
  const series = Object.entries(pageOf(store, 'placed')).filter(([, value]) => value !== 0);
  return [...series.map(([name]) => name), ...Object.keys(ownProblems(store))];
}

const problem = (name: string) => `meterkit.label.problems{problem="${name}"}`;

test.each<[string, unknown, readonly string[]]>([
  ['are those that are given', { labels: { channel: 'web' } }, ['placed{channel="web"}']],
  [
    'are computed from the call',
    { labels: ({ args }: { args: string[] }) => ({ channel: args[0] }) },
    ['placed{channel="app"}'],
  ],
  [
    'are unreadable when the function for them throws',
    { labels: fail },
    ['placed{channel="_OTHER"}', problem('unreadable')],
  ],
  [
    'are unreadable when they are a promise, also a rejected one',
    { labels: async () => fail() },
    ['placed{channel="_OTHER"}', problem('unreadable')],
  ],
  [
    'are unreadable when their options are',
    Object.defineProperty({}, 'labels', { get: fail }),
    ['placed{channel="_OTHER"}', problem('unreadable')],
  ],
  [
    'are what recording makes of wrong ones',
    { labels: () => ({ channel: 'fax' }) },
    ['placed{channel="_OTHER"}', problem('outside_closed_set')],
  ],
  ['are missing when nothing is said', undefined, ['placed', problem('missing')]],
  ['are missing when the function gives none', { labels: () => 7 }, ['placed', problem('missing')]],
])('the labels of a call %s', async (_, options, expected) => {
  expect(recorded(options)).toEqual(expected);
});
