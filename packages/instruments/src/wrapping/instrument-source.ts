import { defaultStore } from '../default-store.js';
import { MeterDefinitionError } from '../meter-definition-error.js';
import { showValue } from '../show-value.js';

/** An instrument, or where the instance whose method is called has it. */
export type InstrumentSource<I, T> = I | ((self: T) => I);

/** What has the method that a wrapper calls. */
const WANTED = {
  add: 'a counter',
  startTimer: 'a histogram in a unit of time',
  startInProgress: 'an up-down counter',
} as const;

/**
 * Finds the instrument to record a call with. Throws {@link MeterDefinitionError} for a source that can give none. What it
 * returns never throws: where a function finds none that has `method` a call is not measured, which is told once to the logger of
 * the process.
 */
export function instrumentFinder<I>(
  source: unknown,
  method: keyof I & keyof typeof WANTED,
  subject: string,
): (self: unknown) => I | undefined {
  if (typeof source !== 'function' && !has(source, method))
    throw new MeterDefinitionError([
      `${subject}: expected ${WANTED[method]}, got ${shown(source)}`,
    ]);
  let isTold = false;
  return (self) => {
    let found: unknown;
    try {
      found = typeof source === 'function' ? source(self) : source;
      if (has(found, method)) return found as I; // it has what is called
    } catch (error) {
      found = error;
    }
    if (!isTold) tell(subject, method, found); // once a function: what is found may differ at each call
    isTold = true;
    return undefined;
  };
}

function has(found: unknown, method: string): boolean {
  return typeof (found as Record<string, unknown> | null | undefined)?.[method] === 'function';
}

function tell(subject: string, method: keyof typeof WANTED, found: unknown): void {
  const rule = `expected ${WANTED[method]}, got ${shown(found)}`;
  defaultStore().warn(`${subject}: ${rule}; its calls are not measured`);
}

function shown(value: unknown): string {
  try {
    return showValue(value);
  } catch {
    return typeof value;
  }
}
