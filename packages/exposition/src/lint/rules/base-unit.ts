import type { LintRule } from '../lint-rule.js';
import { metricWords } from '../metric-words.js';

const PREFIXED =
  /^(?:pico|nano|micro|milli|centi|deci|kilo|mega|giga|tera|peta|kibi|mebi|gibi|tebi|pebi)(seconds|bytes|bits|metres|meters|grams|joules|watts|volts|amperes|kelvin|celsius|hertz)$/;

const OTHER_UNITS: ReadonlyMap<string, string> = new Map([
  ['minutes', 'seconds'],
  ['hours', 'seconds'],
  ['days', 'seconds'],
  ['weeks', 'seconds'],
  ['bits', 'bytes'],
  ['fahrenheit', 'celsius'],
  ['percent', 'ratio'],
  ['percentage', 'ratio'],
]);

/** Quantities are in base units, so that no dashboard has to know the scale of each metric. */
export const baseUnit = {
  name: 'base-unit',
  check: (family) =>
    metricWords(family).flatMap((word) => {
      const unit = PREFIXED.exec(word)?.[1] ?? word;
      const base = OTHER_UNITS.get(unit) ?? unit;
      return base === word ? [] : [`expected the base unit "${base}", got "${word}"`];
    }),
} as const satisfies LintRule;
