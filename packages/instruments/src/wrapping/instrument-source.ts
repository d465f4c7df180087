import { defaultStore } from '../default-store.js';
import { showValue } from '../show-value.js';

/** An instrument, or where the instance whose method is called has it. */
export type InstrumentSource<I, T> = I | ((self: T) => I);

/**
 * Finds the instrument to record a call with. Never throws: without one that has `method` a call is not measured, which is
 * told once to the logger of the process.
 */
export function instrumentFinder<I>(
  source: unknown,
  method: keyof I & string,
  subject: string,
): (self: unknown) => I | undefined {
  let isTold = false;
  return (self) => {
    let found: unknown;
    try {
      found = typeof source === 'function' ? source(self) : source;
      if (typeof (found as I | null | undefined)?.[method] === 'function') return found as I; // it has what is called
    } catch (error) {
      found = error;
    }
    if (!isTold) tell(subject, method, found); // once a function: what is found may differ at each call
    isTold = true;
    return undefined;
  };
}

function tell(subject: string, method: string, found: unknown): void {
  const rule = `expected an instrument with ${method}, got ${shown(found)}`;
  defaultStore().warn(`${subject}: ${rule}; its calls are not measured`);
}

function shown(value: unknown): string {
  try {
    return showValue(value);
  } catch {
    return typeof value;
  }
}
