import { weightedItems } from '../../src/negotiate/weighted-items.js';

describe('weightedItems', () => {
  it.each([
    { header: 'a/b', items: [['a/b', 1, {}]] },
    { header: ' A/B ; Version = 1.0 ; q = 0.5 ', items: [['a/b', 0.5, { version: '1.0' }]] },
    {
      header: 'a/b;q=0,gzip;q=1.000,*',
      items: [
        ['a/b', 0, {}],
        ['gzip', 1, {}],
        ['*', 1, {}],
      ],
    },
    {
      header: 'a/b;q=.2,c/d;q=1.',
      items: [
        ['a/b', 0.2, {}],
        ['c/d', 1, {}],
      ],
    },
    { header: 'a/b;c="d,e;f=\\"g\\"\\\\"', items: [['a/b', 1, { c: 'd,e;f="g"\\' }]] },
    { header: 'a/b;c="d\\",e"', items: [['a/b', 1, { c: 'd",e' }]] },
    { header: 'a/b;c=d=e;;f', items: [['a/b', 1, { c: 'd=e', '': '', f: '' }]] },
    { header: ',, a/b,', items: [['a/b', 1, {}]] },
  ])('reads "$header"', ({ header, items }) => {
    expect(
      weightedItems(header).map(({ value, weight, parameters }) => [
        value,
        weight,
        Object.fromEntries(parameters),
      ]),
    ).toEqual(items);
  });

  it.each([
    '',
    'a b',
    'ä/b',
    'a/b;q=2',
    'a/b;q=1.5',
    'a/b;q=-1',
    'a/b;q=x',
    'a/b;q=',
    'a/b;q=1e-1',
    'a/b;c="d',
    'a/b;c="d"e',
    'a/b;c="d\\"',
  ])('leaves out "%s"', (header) => {
    expect(weightedItems(`${header}`)).toEqual([]);
    expect(weightedItems(`first,${header}`).map(({ value }) => value)).toEqual(['first']);
  });
});
