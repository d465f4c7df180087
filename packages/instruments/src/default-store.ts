import { diag } from '@opentelemetry/api';
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
  own ??= shared() ?? new Store();
  return own;
}

/** A store apart from the process's: for a test, or for a second SDK in one process. */
export function createStore(options: StoreOptions = {}): Store {
  return new Store(options);
}

function shared(): Store | undefined {
  const slots = globalThis as { [SLOT]?: Slot };
  slots[SLOT] ??= { layout: LAYOUT, store: new Store() };
  if (slots[SLOT].layout === LAYOUT) return slots[SLOT].store;
  diag.error(
    `@meterkit/instruments: another version of it (layout ${slots[SLOT].layout}, this one has ${LAYOUT}) owns the store of ` +
      'this process; what is recorded through this one is on no page. Install one version only.',
  );
  return undefined;
}
