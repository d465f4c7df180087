const POWERS_OF_TWO = Array.from({ length: 50 }, (_, i) => 2 ** i);

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DURATIONS = [
  ...Array.from({ length: 10 }, (_, i) =>
    [1, 2, 5].map((step) => Number(`${step}e${i - 9}`)),
  ).flat(),
  ...[10, 20, 30],
  ...[1, 2, 5, 10, 20, 30].map((step) => step * MINUTE),
  ...[1, 2, 3, 6, 12].map((step) => step * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((step) => step * DAY),
];

/** The steps that an axis of this unit may have, so that its texts are short. Undefined for decimal ones. */
export function axisSteps(unit: string): readonly number[] | undefined {
  if (unit === 'bytes') return POWERS_OF_TWO;
  return unit === 'seconds' ? DURATIONS : undefined;
}
