import type { Store } from '@meterkit/instruments';
import type { StopRecording } from './recorder.js';

/** Of the process, so that the ESM and the CommonJS copy of this package do not count twice. */
const SLOT = Symbol.for('meterkit.recorders');

interface Running {
  users: number;
  readonly stop: StopRecording;
}

/**
 * Starts a recorder unless one of this name records into this store already: two of them would count everything twice. It
 * ends when all that started it have stopped it; the options of the first hold until then, which `joined` can tell.
 */
export function recordOnce(
  name: string,
  store: Store,
  start: () => StopRecording,
  joined?: () => void,
): StopRecording {
  const recorders = recordersOf(store);
  const known = recorders.get(name);
  if (known !== undefined) joined?.();
  const running = known ?? { users: 0, stop: start() };
  recorders.set(name, running);
  running.users += 1;
  let stopped = false;
  return () => {
    if (stopped) return;
    stopped = true;
    running.users -= 1;
    if (running.users > 0) return;
    recorders.delete(name);
    running.stop();
  };
}

function recordersOf(store: Store): Map<string, Running> {
  const slots = globalThis as { [SLOT]?: WeakMap<Store, Map<string, Running>> }; // nobody else knows the symbol
  slots[SLOT] ??= new WeakMap();
  const recorders = slots[SLOT].get(store) ?? new Map<string, Running>();
  slots[SLOT].set(store, recorders);
  return recorders;
}
