import { checkDefinition } from './check-definition.js';
import { defaultStore } from './default-store.js';
import type { InstrumentDefinition } from './instrument-definition.js';
import { MeterDefinitionError } from './meter-definition-error.js';
import {
  type InstrumentDefinitions,
  type InstrumentsOf,
  type MeterDefinition,
  meterInstruments,
} from './meter-instruments.js';
import { optionMistakes } from './option-mistakes.js';
import { showValue } from './show-value.js';
import type { Store } from './store.js';

export interface MeterOptions {
  /** Default: the store of the process, which `init()` reads and which records before it, too. */
  readonly store?: Store;
  /** Put before every name: `guestkit` makes `jobs.completed` into `guestkit.jobs.completed`. */
  readonly namespace?: string;
}

/** A class of meters, by default any. Two meters of one class on one store are the same series. */
export interface MeterClass<I extends InstrumentDefinitions = InstrumentDefinitions> {
  new (options?: MeterOptions): string extends keyof I ? object : InstrumentsOf<I>;
  readonly definition: MeterDefinition<I>;
}

/**
 * Makes a class of meters from a definition, to be used as it is or extended with methods of the domain. Throws
 * {@link MeterDefinitionError} with everything that is wrong with the definition; nothing is registered before the first
 * instance is made.
 */
export function defineMeter<const I extends InstrumentDefinitions>(
  definition: MeterDefinition<I>,
): MeterClass<I> {
  const problems = problemsOf(definition);
  if (problems.length > 0) throw new MeterDefinitionError(problems);

  class Meter {
    static readonly definition = definition;

    constructor(options: MeterOptions = {}) {
      const store = storeOf(definition, options);
      Object.assign(this, meterInstruments(definition, store, options.namespace));
    }
  }
  return Meter as unknown as MeterClass<I>; // the constructor gives it the properties that the type names
}

/** Throws {@link MeterDefinitionError} for options that are none, and for a store that is none. */
function storeOf({ name }: MeterDefinition, options: MeterOptions): Store {
  const subject = `meter ${name}`;
  const mistakes = isStore(options)
    ? [`${subject}: expected { store } for options, got a store alone`]
    : optionMistakes(subject, options, ['store', 'namespace']);
  if (mistakes.length > 0) throw new MeterDefinitionError(mistakes);
  const { store = defaultStore() } = options;
  if (isStore(store)) return store;
  throw new MeterDefinitionError([
    `${subject}.store: expected one made by createStore(), got ${showValue(store)}`,
  ]);
}

function isStore(value: unknown): boolean {
  return typeof (value as Partial<Store> | null)?.instrument === 'function'; // whatever it is
}

function problemsOf(definition: MeterDefinition): readonly string[] {
  if (!isObject(definition))
    return [`defineMeter(): expected { name, instruments }, got ${showValue(definition)}`];
  const { name, instruments } = definition;
  const isNamed = typeof name === 'string' && name !== '';
  const problems = [
    ...optionMistakes('definition', definition, ['name', 'version', 'instruments']),
    ...checkInstruments(instruments),
  ];
  if (isNamed) return problems.map((problem) => `meter ${name}: ${problem}`);
  return [`the name of a meter: expected text, got ${showValue(name)}`, ...problems];
}

function checkInstruments(instruments: MeterDefinition['instruments']): readonly string[] {
  if (!isObject(instruments))
    return [`instruments: expected definitions by property, got ${showValue(instruments)}`];
  const entries = Object.entries(instruments);
  if (entries.length === 0) return ['instruments: expected at least one, got {}'];
  return [...duplicates(entries), ...entries.flatMap(checkInstrument)];
}

function checkInstrument([property, given]: [string, InstrumentDefinition]): readonly string[] {
  if (isObject(given) && typeof given.kind === 'string') return checkDefinition(given);
  return [`instruments.${property}: expected counter(...) or another, got ${showValue(given)}`];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function duplicates(entries: readonly [string, InstrumentDefinition][]): readonly string[] {
  const names = entries.flatMap(([, given]) => namesOf(Object(given))); // plain JavaScript may give anything
  const firstByForm = new Map<string, string>();
  return names.flatMap((name) => {
    const form = underscored(name);
    const first = firstByForm.get(form);
    firstByForm.set(form, first ?? name);
    if (first === undefined) return [];
    const rule =
      first === name ? 'each name once' : `another name than ${first}, which is the same on a page`;
    return [`${name}: expected ${rule}`];
  });
}

/** As on a page, where dots and dashes are underscores, too. */
function underscored(name: unknown): string {
  return String(name).replace(/[^A-Za-z0-9]+/g, '_');
}

/** Now and before. That an instrument had the name that it has is told as such. */
function namesOf({ name, renamedFrom }: InstrumentDefinition): readonly string[] {
  const oldName = renamedFrom?.name;
  return oldName === undefined || underscored(oldName) === underscored(name)
    ? [name]
    : [name, oldName];
}
