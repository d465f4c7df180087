import { defaultStore, MeterDefinitionError } from '../../src/index.js';
import { instrumentFinder } from '../../src/wrapping/instrument-source.js';
import { shop } from './shop-metrics.js';

const told: string[] = [];
beforeAll(() => defaultStore().logTo({ warn: (message: string) => void told.push(message) }));
beforeEach(() => void told.splice(0));

const { metrics } = shop();

test.each([
  ['given', metrics.plain],
  ['found by a function of the instance', (self: typeof metrics) => self.plain],
])('an instrument is %s', (_, source) => {
  const find = instrumentFinder<typeof metrics.plain>(source, 'add', 'counted place');
  expect(find(metrics)).toBe(metrics.plain);
  expect(told).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['a function that finds nothing', () => undefined, 'undefined'],
  [
    'a function that throws',
    () => {
      throw new RangeError('no metrics');
    },
    'RangeError: no metrics',
  ],
  ['what cannot be shown', () => Object.create(null), 'object'],
  [
    'a function that finds something else each time',
    (() => {
      let calls = 0;
      return () => ++calls;
    })(),
    '1',
  ],
])('%s leaves a call alone, and is told once', (what, source, shown) => {
  const subject = `counted ${what}`;
  const find = instrumentFinder<typeof metrics.plain>(source, 'add', subject);
  for (let i = 0; i < 3; i++) expect(find(metrics)).toBeUndefined();
  expect(told).toEqual([
    `${subject}: expected a counter, got ${shown}; its calls are not measured`,
  ]);
});

test.each([
  ['nothing', undefined, 'undefined'],
  ['an instrument of another kind', metrics.time, 'an object'],
])('%s is an error where it is wrapped', (_, source, shown) => {
  expect(() => instrumentFinder<typeof metrics.plain>(source, 'add', 'counted place')).toThrow(
    new MeterDefinitionError([`counted place: expected a counter, got ${shown}`]),
  );
});
