import { Store, type StoreOptions } from './store.js';

/** Changes with the layout of tables and with what instruments expect of their store. */
const LAYOUT = 1;
const SLOT = Symbol.for('meterkit.store');

interface Slot {
  readonly layout: number;
  readonly store: Store;
}

let own: Store | undefined;

/**
 * The store of this process: one for all copies of this package that lay out tables alike, so that the ESM and the CommonJS
 * copy record into the same series. It exists from the first meter on.
 */
export function defaultStore(): Store {
  own ??= shared();
  return own;
}

/** A store apart from the process's: for a test, or for a second SDK in one process. */
export function createStore(options: StoreOptions = {}): Store {
  return new Store(options);
}

function shared(): Store {
  const slots = globalThis as { [SLOT]?: Slot };
  slots[SLOT] ??= { layout: LAYOUT, store: new Store() };
  const { layout, store } = slots[SLOT];
  if (layout === LAYOUT) return store;
  const apart = new Store();
  const message =
    `@meterkit/instruments: another version of it (layout ${layout}, this one has ${LAYOUT}) owns the store of this process; ` +
    'this one records into a store of its own, and a page shows only one of them. Install one version only.';
  apart.warn(message);
  tell(store, message);
  return apart;
}

/** The store of the slot is the one that is configured, by the other version; whether it can be told is not known. */
function tell(store: Partial<Pick<Store, 'warn'>> | null | undefined, message: string): void {
  try {
    store?.warn?.(message);
  } catch {
    // what another version throws must not reach the code that records
  }
}
