import fc from 'fast-check';
import { oneOf, text } from '../src/index.js';
import { LabelDictionary } from '../src/label-dictionary.js';

describe('the dictionary of a closed label', () => {
  const dictionary = () => new LabelDictionary('outcome', oneOf('paid', 'declined'));

  it('has the absent value first and _OTHER last', () => {
    expect(dictionary().values).toEqual(['', 'paid', 'declined', '_OTHER']);
  });

  it.each([
    ['paid', 1],
    ['declined', 2],
    ['_OTHER', 3],
    ['refused', -1],
    ['', -1],
    [undefined, -1],
    [1, -1],
  ])('knows %p as %d', (value, id) => {
    expect(dictionary().idOf(value)).toBe(id);
  });

  it('keeps its values when their last row goes', () => {
    const paid = dictionary();
    paid.retain(1);
    paid.release(1);
    expect([paid.idOf('paid'), paid.generation]).toEqual([1, 0]);
  });

  it('finds values that are too many to scan', () => {
    const values = Array.from({ length: 40 }, (_, i) => `v${i}`) as [string, ...string[]]; // there are 40
    const many = new LabelDictionary('code', oneOf(...values));
    expect(values.map((value) => many.idOf(value))).toEqual(values.map((_, i) => i + 1));
  });
});

describe('the dictionary of an open label', () => {
  it('gives every new value the next id', () => {
    const regions = new LabelDictionary('region', text());
    expect(['eu', 'us', 'eu', ''].map((value) => regions.intern(value))).toEqual([1, 2, 1, 0]);
    expect([regions.idOf('us'), regions.idOf('asia'), regions.idOf('')]).toEqual([2, -1, 0]);
  });

  it('is full at its limit, _OTHER and the absent value apart', () => {
    const regions = new LabelDictionary('region', text({ limit: 2 }));
    regions.intern('_OTHER');
    regions.intern('eu');
    expect([regions.size, regions.full]).toEqual([1, false]);
    regions.intern('us');
    expect([regions.size, regions.full]).toEqual([2, true]);
  });

  it('releases a value with its last row, and tells so by its generation', () => {
    const regions = new LabelDictionary('region', text({ limit: 1 }));
    const eu = regions.intern('eu');
    regions.retain(eu);
    regions.retain(eu);
    regions.release(eu);
    expect([regions.idOf('eu'), regions.full, regions.generation]).toEqual([eu, true, 0]);
    regions.release(eu);
    expect([regions.idOf('eu'), regions.full, regions.values[eu]]).toEqual([-1, false, '']);
    expect(regions.generation).toBeGreaterThan(0);
  });

  it('changes its generation whenever an id gets another value', () => {
    const regions = new LabelDictionary('region', text());
    const eu = regions.intern('eu');
    regions.retain(eu);
    regions.release(eu);
    const { generation } = regions;
    expect([regions.intern('us'), regions.values[eu]]).toEqual([eu, 'us']);
    expect(regions.generation).toBeGreaterThan(generation);
  });

  it('does not take the place of a released value for the absent one', () => {
    const regions = new LabelDictionary('region', text());
    const eu = regions.intern('eu');
    regions.retain(eu);
    regions.release(eu);
    expect(regions.idOf('')).toBe(0);
  });

  it('agrees with a Map after any coming and going', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const dictionary = new LabelDictionary('region', text({ limit: 6 }));
        const rows = new Map<string, number>();
        for (const [number, comes] of steps) {
          const value = `v${number}`;
          const used = rows.get(value) ?? 0;
          if (comes && (used > 0 || rows.size < 6)) {
            dictionary.retain(dictionary.intern(value));
            rows.set(value, used + 1);
          } else if (!comes && used > 0) {
            dictionary.release(dictionary.idOf(value));
            if (used === 1) rows.delete(value);
            else rows.set(value, used - 1);
          }
          expect([dictionary.size, dictionary.full]).toEqual([rows.size, rows.size >= 6]);
        }
        for (let number = 0; number <= 12; number++) {
          const id = dictionary.idOf(`v${number}`);
          expect(id >= 0 ? dictionary.values[id] : undefined).toBe(
            rows.has(`v${number}`) ? `v${number}` : undefined,
          );
        }
      }),
    );
  });
});
