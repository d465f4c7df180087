/** What of the attempts so far the gauges follow from. */
export interface AttemptHistory {
  readonly startMs: number;
  attempts: number;
  successes: number;
  consecutiveFailures: number;
}

type Slot = Record<symbol, WeakMap<object, AttemptHistory> | undefined>;

const HISTORIES = Symbol.for('meterkit.attempt-histories');

/**
 * The history of an instrument's series: one for all meters that record into it, the ESM and the CommonJS copy of this
 * module included. `begin` is called with it when it is new.
 */
export function attemptHistoryOf(
  instrument: object,
  begin: (history: AttemptHistory) => void,
): AttemptHistory {
  const slot = globalThis as unknown as Slot; // the slot is the only thing of this symbol
  slot[HISTORIES] ??= new WeakMap();
  const known = slot[HISTORIES].get(instrument);
  if (known !== undefined) return known;
  const history = {
    startMs: performance.now(),
    attempts: 0,
    successes: 0,
    consecutiveFailures: 0,
  };
  slot[HISTORIES].set(instrument, history);
  begin(history);
  return history;
}
