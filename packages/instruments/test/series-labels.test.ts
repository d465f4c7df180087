import { type LabelSpecs, oneOf, text } from '../src/index.js';
import { SeriesLabels } from '../src/series-labels.js';

function labelsOf(specs: LabelSpecs) {
  const problems: unknown[] = [];
  return { labels: new SeriesLabels(specs, (...problem) => void problems.push(problem)), problems };
}

const specs = { outcome: oneOf('paid', 'lost'), region: text({ limit: 2 }), size: oneOf('s', 'l') };

describe('the labels of a series', () => {
  it.each<[string, LabelSpecs, object]>([
    ['none', {}, { closed: true, combinations: 1, possible: 1 }],
    [
      'closed',
      { a: oneOf('x', 'y'), b: oneOf('z') },
      { closed: true, combinations: 2, possible: 12 },
    ],
    ['open', { a: text() }, { closed: false, combinations: 1, possible: Number.POSITIVE_INFINITY }],
    ['both', specs, { closed: false, combinations: 4, possible: Number.POSITIVE_INFINITY }],
  ])('know how many there can be: %s', (_, given, expected) => {
    expect(labelsOf(given).labels).toMatchObject(expected);
  });

  it('are read in the order of their declaration', () => {
    const { labels, problems } = labelsOf(specs);
    expect(labels.read({ size: 'l', outcome: 'paid', region: 'eu' })).toEqual(['paid', 'eu', 'l']);
    expect(problems).toEqual([]);
  });

  it('are read with all their problems', () => {
    const { labels, problems } = labelsOf(specs);
    expect(labels.read({ outcome: 'won', region: 'x'.repeat(600), color: 'red' })).toEqual([
      '_OTHER',
      '_OTHER',
      '',
    ]);
    expect(problems).toEqual([
      ['undeclared', 'color'],
      ['outside_closed_set', 'outcome', 'won'],
      ['too_long', 'region'],
      ['missing', 'size'],
    ]);
  });

  it('are absent when they are empty, which a closed label misses', () => {
    const { labels, problems } = labelsOf(specs);
    expect(labels.read({ outcome: '', region: '', size: 's' })).toEqual(['', '', 's']);
    expect(problems).toEqual([['missing', 'outcome']]);
  });

  it('have no ids before a value is interned', () => {
    const { labels } = labelsOf(specs);
    expect(labels.ids(['paid', 'eu', 's'])).toBeUndefined();
    expect(labels.intern(['paid', 'eu', 's'])).toEqual(Uint32Array.of(1, 1, 1));
    expect(labels.ids(['lost', 'eu', 'l'])).toEqual(Uint32Array.of(2, 1, 2));
    expect(labels.ids(['', '', ''])).toEqual(Uint32Array.of(0, 0, 0));
  });

  it('fold a value past its limit, and say so', () => {
    const { labels, problems } = labelsOf(specs);
    const ids = ['eu', 'us', 'asia', '_OTHER', 'eu', ''].map(
      (region) => labels.intern(['paid', region, 's'])[1],
    );
    expect(ids).toEqual([1, 2, 3, 3, 1, 0]);
    expect(problems).toEqual([['value_limit', 'region', 'asia']]);
  });

  it('give a value up with its last row', () => {
    const { labels } = labelsOf(specs);
    const ids = labels.intern(['paid', 'eu', 's']);
    labels.retain(ids);
    labels.release(ids);
    expect([labels.ids(['paid', 'eu', 's']), labels.ids(['paid', '', 's'])]).toEqual([
      undefined,
      Uint32Array.of(1, 0, 1),
    ]);
  });

  it.each([
    ['those of a series', { outcome: 'paid', region: 'eu', size: 's' }, Uint32Array.of(1, 1, 1)],
    ['absent labels', { region: 'eu' }, Uint32Array.of(0, 1, 0)],
    ['not what would be folded', { outcome: 'won', region: 'eu', size: 's' }, undefined],
    ['not what would be cut', { outcome: 'paid', region: 'x'.repeat(600), size: 's' }, undefined],
  ])('are found as they are passed: %s', (_, passed, expected) => {
    const { labels, problems } = labelsOf(specs);
    labels.intern(['paid', 'eu', 's']);
    labels.intern(['paid', '_OTHER', 's']);
    expect(labels.idsAsPassed(passed)).toEqual(expected);
    expect(problems).toEqual([]);
  });

  it('have siblings of every closed combination beside their open values', () => {
    const { labels } = labelsOf(specs);
    expect([...labels.siblings(Uint32Array.of(3, 7, 0))].map((ids) => [...ids])).toEqual([
      [1, 7, 1],
      [1, 7, 2],
      [2, 7, 1],
      [2, 7, 2],
    ]);
  });
});
