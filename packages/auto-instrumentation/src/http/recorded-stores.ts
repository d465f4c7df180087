import { defaultStore, type Store } from '@meterkit/instruments';
import type { RecorderContext, StopRecording } from '../recorder.js';

/** What is recorded into which store, in a slot of the process: both copies of this package mean the same by it. */
const SLOT = Symbol.for('meterkit.http.recorded');

type Recorded = Map<string, WeakSet<Store>>;

/**
 * Starts a recorder unless one of its kind records into the same store already, which would count everything twice: then it
 * says so and does nothing.
 */
export function recordOnce(
  what: string,
  { store = defaultStore(), warn }: RecorderContext,
  start: (store: Store) => StopRecording,
): StopRecording {
  const stores = storesOf(what);
  if (stores.has(store)) {
    warn?.(`${what}: already recorded into this store; the second recorder does nothing`);
    return () => {};
  }
  stores.add(store);
  let stop: StopRecording | undefined = start(store);
  return () => {
    if (stop !== undefined) stores.delete(store);
    stop?.();
    stop = undefined;
  };
}

function storesOf(what: string): WeakSet<Store> {
  const slots = globalThis as { [SLOT]?: Recorded }; // a property of ours
  slots[SLOT] ??= new Map();
  const stores = slots[SLOT].get(what) ?? new WeakSet<Store>();
  slots[SLOT].set(what, stores);
  return stores;
}
