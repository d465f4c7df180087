import { createTestStore, matchers } from '@meterkit/instruments/testing';
import type { Version } from '../../src/grpc/protocol.js';
import { measuredApply } from '../../src/store/measured-apply.js';
import { StateMachine } from '../../src/store/state-machine.js';

expect.extend(matchers);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('the duration of a put is the same however long its watches take', () => {
  const store = createTestStore();
  const machine = new StateMachine();
  const apply = measuredApply(machine, { get: (Meter) => new Meter({ store }) });
  const told: Version[] = [];
  machine.changes.on('change', (version) => {
    jest.advanceTimersByTime(10_000);
    told.push(version);
  });
  const put = { type: 'put', key: 'a', value: 'v', leaseId: 0 } as const;
  expect(apply(put, true)).toEqual({ revision: 1, deleted: 0 });
  expect(told).toEqual([{ ...put, revision: 1 }]);
  const duration = { count: 1, sum: 0 };
  expect(store).toHaveRecorded('storage.operation.duration', { operation: 'put' }, duration);
});
