export { type Duration, durationMs } from './duration.js';
export type { NamesOf } from './find-family.js';
export type { RecordedArguments } from './matcher-types.js';
export { nearestFirst } from './nearest-first.js';
export type { HistogramAmount } from './read-series.js';
export { type Recorded, type RecordedOptions, recordedAmount } from './recorded-amount.js';
export { changesSince, type Recording, type Snapshot, snapshotOf } from './recording.js';
export {
  type ExpectedAmount,
  type MatcherContext,
  type MatcherResult,
  matchers,
  recordingMatchers,
} from './recording-matchers.js';
export { createTestStore, type TestStore } from './test-store.js';
