import { type InstrumentDefinition, isObservable } from './instrument-definition.js';
import {
  type ClosedLabel,
  MAX_VALUE_LENGTH,
  type OpenLabel,
  OTHER,
  OVERFLOW_LABEL,
} from './label.js';
import { optionMistakes } from './option-mistakes.js';
import { isDay, type RenamedFrom } from './renamed-from.js';
import { isShareOfTimers, MOST_SKIPPED } from './sample-timers.js';
import { showValue } from './show-value.js';
import { ucumOf, unitsPerMillisecond } from './unit.js';

/** OpenTelemetry API, Instrument name syntax. */
const INSTRUMENT_NAME = /^[A-Za-z][A-Za-z0-9_.\-/]{0,254}$/;
const NAME_RULE =
  'expected a name of letters, digits, "_", ".", "-" and "/" that begins with a letter, at most 255 long';
/** What is a label name on the page once its dots are underscores (OpenMetrics 1.0, ABNF `label-name`). */
const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_.]*$/;
const UNIT = /^[\x21-\x7e]{1,63}$/;
const DAY_MS = 86_400_000;

/** What is wrong with a definition, in words; empty when nothing is. */
export function checkDefinition(definition: InstrumentDefinition): readonly string[] {
  const { kind, name, description, unit, exactName, seriesLimit, ttlMs } = definition;
  if (typeof name !== 'string')
    return [`${kind}(): expected a name first, and then options, got ${showValue(name)}`];
  return [
    ...(definition.mistakes ?? []),
    ...rule(isInstrumentName(name), `${showValue(name)}: ${NAME_RULE}`),
    ...rule(
      nonEmpty(description),
      `${name}: expected a description, got ${showValue(description)}`,
    ),
    ...checkUnit(name, unit),
    ...checkSwitch(`${name}.exactName`, exactName),
    ...rule(
      optionalInteger(seriesLimit, 1, 10_000_000),
      `${name}.seriesLimit: expected an integer from 1 to 10000000, got ${showValue(seriesLimit)}`,
    ),
    ...rule(
      optionalInteger(ttlMs, 100, 365 * DAY_MS),
      `${name}.ttlMs: expected milliseconds from 100 to a year, got ${showValue(ttlMs)}`,
    ),
    ...rule(
      ttlMs === undefined || !isObservable(kind),
      `${name}.ttlMs: expected none, for a series goes when its callback does not report it, got ${showValue(ttlMs)}`,
    ),
    ...checkBounds(definition),
    ...checkSampling(definition),
    ...checkRenaming(definition),
    ...checkLabels(definition),
  ];
}

function checkUnit(name: string, unit: unknown): readonly string[] {
  const ucum = typeof unit === 'string' ? ucumOf(unit) : undefined;
  return rule(
    unit === undefined || (typeof unit === 'string' && UNIT.test(unit) && ucum === undefined),
    `${name}: expected a UCUM unit, got ${showValue(unit)}${ucum ? `; did you mean ${showValue(ucum)}?` : ''}`,
  );
}

function checkBounds({ kind, name, bounds }: InstrumentDefinition): readonly string[] {
  if (kind !== 'histogram') return [];
  if (!Array.isArray(bounds))
    return [`${name}.bounds: expected a list of numbers, got ${showValue(bounds)}`];
  const list: readonly number[] = bounds;
  return [
    ...rule(
      list.length > 0 && list.length <= 1000,
      `${name}.bounds: expected 1 to 1000 bounds, got ${list.length}`,
    ),
    ...rule(
      list.every(Number.isFinite),
      `${name}.bounds: expected finite numbers (+Inf is implied), got ${showValue(list)}`,
    ),
    ...rule(
      !list.some((bound) => bound < 0),
      `${name}.bounds: expected none below 0, as no value of a histogram is, got ${showValue(list)}`,
    ),
    ...rule(
      list.every((bound, i) => i === 0 || bound > (list[i - 1] ?? 0)),
      `${name}.bounds: expected ascending numbers, got ${showValue(list)}`,
    ),
  ];
}

function checkSampling({ kind, name, unit, sampleTimers }: InstrumentDefinition) {
  if (sampleTimers === undefined) return [];
  return [
    ...rule(
      isShareOfTimers(sampleTimers),
      `${name}.sampleTimers: expected 1 / n for a whole n from 1 to ${MOST_SKIPPED}, got ${showValue(sampleTimers)}`,
    ),
    ...rule(
      kind === 'histogram' && unitsPerMillisecond(unit) !== undefined,
      `${name}.sampleTimers: expected none, for only histograms in a unit of time have timers, got ${showValue(sampleTimers)}`,
    ),
  ];
}

function checkRenaming({ name, renamedFrom }: InstrumentDefinition): readonly string[] {
  if (renamedFrom === undefined) return [];
  const subject = `${name}.renamedFrom`;
  if (typeof renamedFrom !== 'object' || renamedFrom === null)
    return [`${subject}: expected { name, until }, got ${showValue(renamedFrom)}`];
  const { name: oldName, until, exactName }: RenamedFrom = renamedFrom;
  return [
    ...optionMistakes(subject, renamedFrom, ['name', 'until', 'exactName']),
    ...rule(isInstrumentName(oldName), `${subject}.name: ${NAME_RULE}, got ${showValue(oldName)}`),
    ...rule(oldName !== name, `${subject}.name: expected another name than the present one`),
    ...rule(
      isDay(until),
      `${subject}.until: expected a day such as "2027-03-01", got ${showValue(until)}`,
    ),
    ...checkSwitch(`${subject}.exactName`, exactName),
  ];
}

function checkSwitch(subject: string, value: unknown): readonly string[] {
  return rule(
    value === undefined || typeof value === 'boolean',
    `${subject}: expected true or false, got ${showValue(value)}`,
  );
}

function checkLabels(definition: InstrumentDefinition): readonly string[] {
  const labels: unknown = definition.labels; // plain JavaScript may pass a list of names
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels))
    return [
      `${definition.name}.labels: expected an object of oneOf(...) and text(...), got ${showValue(labels)}`,
    ];
  return Object.entries(definition.labels).flatMap(([label, spec]) =>
    checkLabel(definition, label, spec),
  );
}

function checkLabel(
  { kind, name }: InstrumentDefinition,
  label: string,
  spec: ClosedLabel | OpenLabel,
): readonly string[] {
  const reserved =
    label.startsWith('__') || label === OVERFLOW_LABEL || (kind === 'histogram' && label === 'le');
  return [
    ...rule(
      LABEL_NAME.test(label),
      `${name}{${label}}: expected a label name of letters, digits, "_" and "." that does not begin with a digit`,
    ),
    ...rule(!reserved, `${name}{${label}}: expected another name, this one is reserved`),
    ...checkSpec(`${name}{${label}}`, spec),
  ];
}

function checkSpec(subject: string, spec: ClosedLabel | OpenLabel): readonly string[] {
  switch (spec?.kind) {
    case 'closed':
      return checkValues(subject, spec.values);
    case 'open':
      return spec.mistake === undefined
        ? rule(
            optionalInteger(spec.limit, 1, 10_000_000),
            `${subject}: expected a limit from 1 to 10000000, got ${showValue(spec.limit)}`,
          )
        : [`${subject}: expected text() or text({ limit }), got text(${spec.mistake})`];
    default:
      return [`${subject}: expected oneOf(...) or text(...), got ${showValue(spec)}`];
  }
}

function checkValues(subject: string, values: readonly string[]): readonly string[] {
  if (Array.isArray(values[0]))
    return [
      `${subject}: expected oneOf('a', 'b') without a list, got oneOf(${showValue(values[0])})`,
    ];
  return [
    ...rule(values.length > 0, `${subject}: expected at least one value, got oneOf()`),
    ...rule(
      values.every(nonEmpty),
      `${subject}: expected non-empty strings, got ${showValue(values)}`,
    ),
    ...rule(
      values
        .filter(nonEmpty)
        .every((value) => value.length <= MAX_VALUE_LENGTH && value.isWellFormed()),
      `${subject}: expected values of at most ${MAX_VALUE_LENGTH} well-formed characters`,
    ),
    ...rule(
      new Set(values).size === values.length,
      `${subject}: expected different values, got ${showValue(values)}`,
    ),
    ...rule(
      !values.includes(OTHER),
      `${subject}: expected other values than ${OTHER}, which is reserved`,
    ),
  ];
}

function rule(holds: boolean, problem: string): readonly string[] {
  return holds ? [] : [problem];
}

function isInstrumentName(value: unknown): boolean {
  return typeof value === 'string' && INSTRUMENT_NAME.test(value);
}

function nonEmpty(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function optionalInteger(value: unknown, low: number, high: number): boolean {
  return (
    value === undefined ||
    (Number.isInteger(value) && Number(value) >= low && Number(value) <= high)
  );
}
