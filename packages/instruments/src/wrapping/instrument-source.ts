import { defaultStore } from '../default-store.js';
import { showValue } from '../show-value.js';

/** An instrument, or where the instance whose method is called has it. */
export type InstrumentSource<I, T> = I | ((self: T) => I);

/**
 * The instrument to record a call with. Never throws: without one that has `method` the call is not measured, which is told
 * once to the logger of the process.
 */
export function sourceInstrument<I>(
  source: unknown,
  self: unknown,
  method: keyof I & string,
  subject: string,
): I | undefined {
  let found: unknown;
  try {
    found = typeof source === 'function' ? source(self) : source;
    if (typeof (found as I | null | undefined)?.[method] === 'function') return found as I; // it has what is called
  } catch (error) {
    found = error;
  }
  const message = `${subject}: expected an instrument with ${method}, got ${shown(found)}; its calls are not measured`;
  defaultStore().warn(message);
  return undefined;
}

function shown(value: unknown): string {
  try {
    return showValue(value);
  } catch {
    return typeof value;
  }
}
