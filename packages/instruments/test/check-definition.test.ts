import { checkDefinition } from '../src/check-definition.js';
import {
  counter,
  gauge,
  histogram,
  type InstrumentDefinition,
  observableGauge,
  oneOf,
  text,
} from '../src/index.js';

const description = 'Things.';
const sound = counter('things', { description });
const spread = histogram('spread', { description });

/** A definition as plain JavaScript may give it. */
function with_(parts: object, base: InstrumentDefinition = sound): InstrumentDefinition {
  return { ...base, ...parts } as InstrumentDefinition;
}

const SOUND: readonly (readonly [string, InstrumentDefinition])[] = [
  ['a bare counter', sound],
  ['a name of all that is allowed', counter('a.b-c/d_E9', { description })],
  ['a name of 255 characters', counter('a'.repeat(255), { description })],
  ['every kind of unit', counter('things', { description, unit: '{thing}/s' })],
  [
    'labels of OpenTelemetry',
    counter('things', { description, labels: { 'http.method': text(), _x: oneOf('a') } }),
  ],
  [
    'a label named le, where there are no buckets',
    gauge('things', { description, labels: { le: text() } }),
  ],
  ['a histogram', spread],
  ['a bound at zero', histogram('spread', { description, bounds: [0, 1] })],
  ['a unit that UCUM makes of others', with_({ unit: 'mL' })],
  ['a share of timers', histogram('spread', { description, unit: 'ms', sampleTimers: 1 / 49 })],
  ['all of the timers', histogram('spread', { description, unit: 's', sampleTimers: 1 })],
  ['an old name', with_({ renamedFrom: { name: 'items', until: '2027-03-01' } })],
  [
    'an old name that was that of the page, and a day long ago',
    with_({ renamedFrom: { name: 'items_total', until: '2001-01-01', exactName: true } }),
  ],
  [
    'limits at their edges',
    counter('things', {
      description,
      seriesLimit: 1,
      ttlMs: 100,
      labels: { a: text({ limit: 10_000_000 }) },
    }),
  ],
];

const WRONG: readonly (readonly [string, InstrumentDefinition, readonly string[]])[] = [
  [
    'a name that begins with a digit',
    with_({ name: '1st' }),
    [
      '"1st": expected a name of letters, digits, "_", ".", "-" and "/" that begins with a letter, at most 255 long',
    ],
  ],
  [
    'a name that is too long',
    with_({ name: 'a'.repeat(256) }),
    [
      `"${'a'.repeat(79)}...: expected a name of letters, digits, "_", ".", "-" and "/" that begins with a letter, at most 255 long`,
    ],
  ],
  [
    'no name',
    with_({ name: undefined }),
    ['counter(): expected a name first, and then options, got undefined'],
  ],
  ['a blank description', with_({ description: ' ' }), ['things: expected a description, got " "']],
  [
    'no description',
    with_({ description: undefined }),
    ['things: expected a description, got undefined'],
  ],
  ['a unit with a blank', with_({ unit: 'a b' }), ['things: expected a UCUM unit, got "a b"']],
  ['an empty unit', with_({ unit: '' }), ['things: expected a UCUM unit, got ""']],
  [
    'a limit of no series',
    with_({ seriesLimit: 0 }),
    ['things.seriesLimit: expected an integer from 1 to 10000000, got 0'],
  ],
  [
    'a limit that is no integer',
    with_({ seriesLimit: 1.5 }),
    ['things.seriesLimit: expected an integer from 1 to 10000000, got 1.5'],
  ],
  [
    'a limit that is text',
    with_({ seriesLimit: '5' }),
    ['things.seriesLimit: expected an integer from 1 to 10000000, got "5"'],
  ],
  [
    'a time to live below a tick',
    with_({ ttlMs: 99 }),
    ['things.ttlMs: expected milliseconds from 100 to a year, got 99'],
  ],
  [
    'a time to live of what callbacks report',
    observableGauge('things', { description, ttlMs: 1000 }),
    [
      'things.ttlMs: expected none, for a series goes when its callback does not report it, got 1000',
    ],
  ],
  ['no bounds', with_({ bounds: [] }, spread), ['spread.bounds: expected 1 to 1000 bounds, got 0']],
  [
    'bounds that are no list',
    with_({ bounds: 5 }, spread),
    ['spread.bounds: expected a list of numbers, got 5'],
  ],
  [
    'too many bounds',
    with_({ bounds: Array.from({ length: 1001 }, (_, i) => i) }, spread),
    ['spread.bounds: expected 1 to 1000 bounds, got 1001'],
  ],
  [
    'a bound at infinity',
    with_({ bounds: [1, Number.POSITIVE_INFINITY] }, spread),
    ['spread.bounds: expected finite numbers (+Inf is implied), got [1, Infinity]'],
  ],
  [
    'a bound that is no number',
    with_({ bounds: [Number.NaN] }, spread),
    ['spread.bounds: expected finite numbers (+Inf is implied), got [NaN]'],
  ],
  [
    'a bound below zero',
    with_({ bounds: [-1, 1] }, spread),
    ['spread.bounds: expected none below 0, as no value of a histogram is, got [-1, 1]'],
  ],
  ...[
    ['sec', 's'],
    ['B', 'By'],
    ['bytes/second', 'By/s'],
    ['µs', 'us'],
  ].map(
    ([unit, meant]) =>
      [
        `the unit ${unit}`,
        with_({ unit }),
        [`things: expected a UCUM unit, got "${unit}"; did you mean "${meant}"?`],
      ] as const,
  ),
  [
    'a share of timers that is no 1 / n',
    with_({ unit: 's', sampleTimers: 64 }, spread),
    ['spread.sampleTimers: expected 1 / n for a whole n from 1 to 1000000, got 64'],
  ],
  [
    'a share of timers that is text',
    with_({ unit: 's', sampleTimers: '1/64' }, spread),
    ['spread.sampleTimers: expected 1 / n for a whole n from 1 to 1000000, got "1/64"'],
  ],
  [
    'a share of timers where there are none',
    with_({ unit: 'By', sampleTimers: 0.5 }, spread),
    [
      'spread.sampleTimers: expected none, for only histograms in a unit of time have timers, got 0.5',
    ],
  ],
  [
    'a share of timers of a counter of seconds',
    with_({ unit: 's', sampleTimers: 0.5 }),
    [
      'things.sampleTimers: expected none, for only histograms in a unit of time have timers, got 0.5',
    ],
  ],
  [
    'a bound twice',
    with_({ bounds: [1, 1] }, spread),
    ['spread.bounds: expected ascending numbers, got [1, 1]'],
  ],
  [
    'bounds that descend',
    with_({ bounds: [2, 1] }, spread),
    ['spread.bounds: expected ascending numbers, got [2, 1]'],
  ],
  [
    'a label that begins with a digit',
    with_({ labels: { '1st': text() } }),
    [
      'things{1st}: expected a label name of letters, digits, "_" and "." that does not begin with a digit',
    ],
  ],
  [
    'a label without a name',
    with_({ labels: { '': text() } }),
    [
      'things{}: expected a label name of letters, digits, "_" and "." that does not begin with a digit',
    ],
  ],
  [
    'a label with a dash',
    with_({ labels: { 'a-b': text() } }),
    [
      'things{a-b}: expected a label name of letters, digits, "_" and "." that does not begin with a digit',
    ],
  ],
  [
    'the label of buckets',
    with_({ labels: { le: text() } }, spread),
    ['spread{le}: expected another name, this one is reserved'],
  ],
  [
    'the label of names',
    with_({ labels: { __name__: text() } }),
    ['things{__name__}: expected another name, this one is reserved'],
  ],
  [
    'the label of overflow',
    with_({ labels: { otel_metric_overflow: text() } }),
    ['things{otel_metric_overflow}: expected another name, this one is reserved'],
  ],
  [
    'a label of a wrong limit',
    with_({ labels: { a: text({ limit: 0 }) } }),
    ['things{a}: expected a limit from 1 to 10000000, got 0'],
  ],
  [
    'a label that is neither open nor closed',
    with_({ labels: { a: 'text' } }),
    ['things{a}: expected oneOf(...) or text(...), got "text"'],
  ],
  [
    'labels as a list of names',
    with_({ labels: ['a'] }),
    ['things.labels: expected an object of oneOf(...) and text(...), got ["a"]'],
  ],
  [
    'labels that are null',
    with_({ labels: null }),
    ['things.labels: expected an object of oneOf(...) and text(...), got null'],
  ],
  [
    'a closed label without values',
    with_({ labels: { a: { kind: 'closed', values: [] } } }),
    ['things{a}: expected at least one value, got oneOf()'],
  ],
  [
    'an empty value',
    with_({ labels: { a: oneOf('x', '') } }),
    ['things{a}: expected non-empty strings, got ["x", ""]'],
  ],
  [
    'a value that is no string',
    with_({ labels: { a: oneOf('x', 5 as never) } }),
    ['things{a}: expected non-empty strings, got ["x", 5]'],
  ],
  [
    'a value that is too long to be recorded',
    with_({ labels: { a: oneOf('x'.repeat(513)) } }),
    ['things{a}: expected values of at most 512 well-formed characters'],
  ],
  [
    'a value with a lone surrogate',
    with_({ labels: { a: oneOf('\ud800') } }),
    ['things{a}: expected values of at most 512 well-formed characters'],
  ],
  [
    'a value twice',
    with_({ labels: { a: oneOf('x', 'y', 'x') } }),
    ['things{a}: expected different values, got ["x", "y", "x"]'],
  ],
  [
    'the value of all others',
    with_({ labels: { a: oneOf('x', '_OTHER') } }),
    ['things{a}: expected other values than _OTHER, which is reserved'],
  ],
  [
    'an old name without its day',
    with_({ renamedFrom: 'items' }),
    ['things.renamedFrom: expected { name, until }, got "items"'],
  ],
  [
    'words for true, and for an old name that means nothing',
    with_({ exactName: 'yes', renamedFrom: { name: 'items', untill: '2027-03-01' } }),
    [
      'things.exactName: expected true or false, got "yes"',
      'things.renamedFrom.untill: unknown option',
      'things.renamedFrom.until: expected a day such as "2027-03-01", got undefined',
    ],
  ],
  [
    'the name that it has as the old one',
    with_({ renamedFrom: { name: 'things', until: '2027-03-01', exactName: true } }),
    ['things.renamedFrom.name: expected another name than the present one'],
  ],
  [
    'an old name that is wrong in all that there is',
    with_({ renamedFrom: { name: '1st', until: '2027-02-30', exactName: 'yes' } }),
    [
      'things.renamedFrom.name: expected a name of letters, digits, "_", ".", "-" and "/" that begins with a letter, at most 255 long, got "1st"',
      'things.renamedFrom.until: expected a day such as "2027-03-01", got "2027-02-30"',
      'things.renamedFrom.exactName: expected true or false, got "yes"',
    ],
  ],
  [
    'several things',
    with_({ description: '', unit: '', labels: { '1': text({ limit: -1 }) } }),
    [
      'things: expected a description, got ""',
      'things: expected a UCUM unit, got ""',
      'things{1}: expected a label name of letters, digits, "_" and "." that does not begin with a digit',
      'things{1}: expected a limit from 1 to 10000000, got -1',
    ],
  ],
];

describe('a definition', () => {
  it.each(SOUND)('may have %s', (_, definition) => {
    expect(checkDefinition(definition)).toEqual([]);
  });

  it.each(WRONG)('is wrong with %s', (_, definition, problems) => {
    expect(checkDefinition(definition)).toEqual(problems);
  });
});
