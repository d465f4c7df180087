import { createStore, type Store } from '@meterkit/instruments';
import { RaftMetrics } from '../../src/storage/index.js';
import { seriesOf } from '../series-of.js';

const onceIn50Ms = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.05];

let store: Store;
let metrics: RaftMetrics;

beforeEach(() => {
  store = createStore();
  metrics = new RaftMetrics({ store });
});
afterEach(() => jest.useRealTimers());

test('a node has the index that it applied last, until it is removed', () => {
  metrics.recordApplied(41, { node: 'a' });
  metrics.recordApplied(42, { node: 'a' });
  metrics.recordApplied(7, { node: 'b' });
  expect(seriesOf(store)).toEqual({
    'raft.applied_index{node=a}': 42,
    'raft.applied_index{node=b}': 7,
  });
  metrics.recordNodeRemoved({ node: 'b' });
  expect(seriesOf(store)).toEqual({ 'raft.applied_index{node=a}': 42 });
});

test('a commit', () => {
  metrics.recordCommitted(0.05);
  expect(seriesOf(store)).toEqual({ 'raft.commit.duration{}': onceIn50Ms });
});

test('a commit that is tracked is timed until its promise resolves', async () => {
  jest.useFakeTimers();
  const run = metrics.trackCommit(() => new Promise((resolve) => setTimeout(resolve, 50, 7)));
  jest.advanceTimersByTime(50);
  expect(await run).toBe(7);
  expect(seriesOf(store)).toEqual({ 'raft.commit.duration{}': onceIn50Ms });
});

test('what failed was no commit', async () => {
  const error = new Error('no leader');
  await expect(metrics.trackCommit(() => Promise.reject(error))).rejects.toBe(error);
  expect(seriesOf(store)).toEqual({});
});
