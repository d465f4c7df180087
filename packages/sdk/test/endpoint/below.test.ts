import { type BelowLimits, below } from '@meterkit/sdk';

async function answers(limits: BelowLimits, numbers: readonly number[]) {
  let number = 0;
  const check = below(() => number, limits);
  const given: (boolean | string)[] = [];
  for (number of numbers) given.push(await check());
  return given;
}

test('says no from above the one limit until below the other', async () => {
  const limits = { notReadyAbove: 0.5, readyBelow: 0.1 };
  expect(await answers(limits, [0.3, 0.5, 0.6, 0.5, 0.3, 0.1, 0.09, 0.51])).toEqual([
    true,
    true,
    '0.6 is not 0.5 or less',
    '0.5 is not below 0.1',
    '0.3 is not below 0.1',
    '0.1 is not below 0.1',
    true,
    '0.51 is not 0.5 or less',
  ]);
});

test.each([Number.NaN, undefined, 'many'])('a number that is none means no: %p', async (value) => {
  const check = below(() => value as number, { notReadyAbove: 2, readyBelow: 1 }); // in JavaScript
  expect(await check()).not.toBe(true);
});

test('takes a promise of a number', async () => {
  expect(await below(async () => 1, { notReadyAbove: 2, readyBelow: 2 })()).toBe(true);
});

test.each([
  [
    { notReadyAbove: Number.NaN, readyBelow: 1 },
    'below(): notReadyAbove: expected a finite number, got NaN (from code)',
  ],
  [
    { notReadyAbove: 1, readyBelow: 2 },
    'below(): readyBelow: expected a number up to notReadyAbove, 1, got 2 (from code)',
  ],
  [
    { notReadyAbove: 1, readyBelow: Number.NEGATIVE_INFINITY },
    'below(): readyBelow: expected a number up to notReadyAbove, 1, got -Infinity (from code)',
  ],
])('refuses limits that cannot be: %p', (limits, message) => {
  expect(() => below(() => 0, limits)).toThrow(
    expect.objectContaining({
      code: 'METERKIT_CONFIGURATION',
      message: `The configuration cannot be used:\n  ${message}`,
    }),
  );
});
