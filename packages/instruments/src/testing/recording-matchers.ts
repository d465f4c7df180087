import type { Store } from '../store.js';
import { type NamesOf, obviousNames } from './find-family.js';
import { type HistogramAmount, type ReadSeries, seriesKey } from './read-series.js';
import {
  type Found,
  findRecorded,
  type Query,
  type Recorded,
  type RecordedOptions,
} from './recorded-amount.js';

/** What jest and vitest give a matcher for `this`. */
export interface MatcherContext {
  readonly isNot?: boolean;
  readonly equals: (a: unknown, b: unknown) => boolean;
}

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** A number: the sum, the value of a gauge, the count of a histogram. Or count, sum or both. Asymmetric matchers may stand for numbers. */
export type ExpectedAmount = number | Partial<HistogramAmount>;

/** For `expect.extend(matchers)` of jest, vitest and the package expect. */
export const matchers = recordingMatchers(obviousNames);

/** The matchers, with the names that families are found by. */
export function recordingMatchers(namesOf: NamesOf) {
  return {
    toHaveRecorded(
      this: MatcherContext,
      store: unknown,
      what: Recorded,
      labels: Query['labels'] = {},
      amount?: ExpectedAmount,
      options: RecordedOptions = {},
    ): MatcherResult {
      if (!isStore(store))
        throw new Error('toHaveRecorded: expected a store: expect(store).toHaveRecorded(...)');
      const found = findRecorded(store, { what, labels, options, namesOf });
      const pass =
        amount === undefined ? found.amount !== undefined : this.equals(...compared(found, amount));
      return { pass, message: () => describe(found, { labels, amount, isNot: this.isNot }) };
    },
  };
}

function isStore(value: unknown): value is Pick<Store, 'families'> {
  return typeof (value as Partial<Store> | null | undefined)?.families === 'function'; // whatever it is
}

/** The found amount as far as it was asked for, and the expected one. */
function compared({ family, amount }: Found, expected: ExpectedAmount): [unknown, unknown] {
  if (typeof expected === 'object' && 'asymmetricMatch' in expected) return [amount, expected];
  if (family.type !== 'histogram') return [rounded(amount ?? 0), rounded(expected)];
  const { count, sum } = typeof amount === 'object' ? amount : { count: 0, sum: 0 };
  if (typeof expected !== 'object') return [count, expected];
  const asked = Object.keys(expected).map((key) => [key, key === 'count' ? count : rounded(sum)]);
  return [
    Object.fromEntries(asked),
    { ...expected, ...('sum' in expected ? { sum: rounded(expected.sum) } : {}) },
  ];
}

/** Sums of decimals differ in their last digits: 0.1 + 0.2. */
function rounded(value: unknown): unknown {
  if (typeof value !== 'number' || Number.isInteger(value)) return value;
  return Number(value.toPrecision(12));
}

interface Expectation {
  readonly labels: Query['labels'];
  readonly amount: ExpectedAmount | undefined;
  readonly isNot: boolean | undefined;
}

const SHOWN = 10;

function describe({ family, all, matching, amount }: Found, expectation: Expectation): string {
  const texts = Object.entries(expectation.labels).map(([label, value]) => [label, `${value}`]);
  const wanted = seriesKey(family.name, Object.fromEntries(texts));
  const howMuch = expectation.amount === undefined ? '' : `: ${show(expectation.amount)}`;
  const lines = [
    `expected the store ${expectation.isNot ? 'not ' : ''}to have recorded ${wanted}${howMuch}`,
    amount === undefined ? 'recorded: nothing' : `recorded: ${show(amount)}`,
    ...(matching.length > 0 ? listed('of', matching) : nearest(all, expectation.labels, family)),
  ];
  return lines.join('\n');
}

/** Where it may have gone instead: series of the instrument, those with most of the labels first; else all there is. */
function nearest(
  all: readonly ReadSeries[],
  wanted: Query['labels'],
  family: ReadSeries['family'],
): readonly string[] {
  const agreeing = ({ labels }: ReadSeries) =>
    Object.entries(wanted).filter(([label, value]) => labels[label] === `${value}`).length;
  const own = all.filter((one) => one.family === family);
  if (own.length > 0)
    return listed(
      'nearest',
      own.sort((a, b) => agreeing(b) - agreeing(a)),
    );
  return all.length > 0 ? listed('other instruments', all) : ['no other instrument either'];
}

function listed(title: string, series: readonly ReadSeries[]): readonly string[] {
  const shown = series.slice(0, SHOWN).map(({ key, value }) => `  ${key}: ${show(value)}`);
  const more = series.length > SHOWN ? [`  and ${series.length - SHOWN} more`] : [];
  return [`${title}:`, ...shown, ...more];
}

function show(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const asymmetric = (value as { toAsymmetricMatcher?: () => string }).toAsymmetricMatcher; // of jest and vitest
  if (typeof asymmetric === 'function') return asymmetric.call(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${show(part)}`)
    .join(', ');
}
