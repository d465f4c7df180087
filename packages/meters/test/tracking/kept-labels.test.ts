import { keptLabels } from '../../src/tracking/kept-labels.js';

test('what is kept has the named labels, and stays as it was', () => {
  const labels = { operation: 'get', backend: 'redis', key: 'k' };
  const kept = keptLabels(labels, 'operation', 'backend');
  labels.operation = 'put';
  expect(kept).toEqual({ operation: 'get', backend: 'redis' });
});

test('a label of the class of the object is kept', () => {
  class Job {
    get operation() {
      return 'inspect';
    }
  }
  expect(keptLabels(new Job(), 'operation')).toEqual({ operation: 'inspect' });
});

const hostile = Object.defineProperty({}, 'operation', {
  get: () => {
    throw new Error('getter');
  },
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['an object whose getter throws', hostile],
])('of %s nothing is kept', (_what, labels) => {
  expect(keptLabels(labels as { operation: string }, 'operation')).toEqual({});
});
