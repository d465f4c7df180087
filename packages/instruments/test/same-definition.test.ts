import type { InstrumentDefinition } from '../src/index.js';
import { counter, explicitBounds, gauge, histogram, oneOf, text } from '../src/index.js';
import { sameDefinition } from '../src/same-definition.js';

const description = 'Things.';
const labels = { kind: oneOf('a', 'b'), place: text() };
const base = counter('things', { description, labels, unit: '{thing}' });
const spread = histogram('spread', { description, bounds: explicitBounds(1, 2) });

const timing = histogram('spread', { description, unit: 's', sampleTimers: 1 / 4 });

const SAME: readonly (readonly [string, InstrumentDefinition, InstrumentDefinition])[] = [
  ['are the same object', base, base],
  ['say the same', base, counter('things', { description, labels, unit: '{thing}' })],
  ['describe themselves in other words', base, { ...base, description: 'What there is.' }],
  [
    'have other limits',
    base,
    { ...base, seriesLimit: 7, ttlMs: 1000, labels: { ...labels, place: text({ limit: 3 }) } },
  ],
  ['had another name', base, { ...base, renamedFrom: { name: 'items', until: '2027-03-01' } }],
  ['measure all timers', { ...timing, sampleTimers: 1 }, { ...timing, sampleTimers: undefined }],
  [
    'have their labels in another order',
    base,
    { ...base, labels: { place: text(), kind: oneOf('b', 'a') } },
  ],
];

const DIFFERENT: readonly (readonly [string, InstrumentDefinition, InstrumentDefinition])[] = [
  ['are of another kind', counter('things', { description }), gauge('things', { description })],
  ['are in another unit', base, { ...base, unit: '1' }],
  ['have no unit', base, { ...base, unit: undefined }],
  ['keep their name exactly', base, { ...base, exactName: true }],
  ['have another label', base, { ...base, labels: { ...labels, more: text() } }],
  ['lack a label', base, { ...base, labels: { kind: labels.kind } }],
  ['name a label otherwise', base, { ...base, labels: { kind: labels.kind, site: text() } }],
  ['open a closed label', base, { ...base, labels: { ...labels, kind: text() } }],
  ['close an open label', base, { ...base, labels: { ...labels, place: oneOf('x') } }],
  ['have another value', base, { ...base, labels: { ...labels, kind: oneOf('a', 'c') } }],
  ['have one value more', base, { ...base, labels: { ...labels, kind: oneOf('a', 'b', 'c') } }],
  ['have other bounds', spread, { ...spread, bounds: explicitBounds(1, 3) }],
  ['measure another share of timers', timing, { ...timing, sampleTimers: 1 / 8 }],
  ['measure all timers', timing, { ...timing, sampleTimers: undefined }],
  ['have one bound more', spread, { ...spread, bounds: explicitBounds(1, 2, 3) }],
];

describe('two definitions of one name', () => {
  it.each(SAME)('mean the same series when they %s', (_, a, b) => {
    expect([sameDefinition(a, b), sameDefinition(b, a)]).toEqual([true, true]);
  });

  it.each(DIFFERENT)('contradict each other when they %s', (_, a, b) => {
    expect([sameDefinition(a, b), sameDefinition(b, a)]).toEqual([false, false]);
  });
});
