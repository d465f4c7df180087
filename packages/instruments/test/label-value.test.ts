import fc from 'fast-check';
import { LABEL_PROBLEMS, readLabel, undeclaredLabel } from '../src/label-value.js';

const circular: Record<string, unknown> = {};
circular.self = circular;

class Place {
  get region(): string {
    return 'eu';
  }
}

describe('a label', () => {
  it.each([
    ['plain', 'eu', 'eu'],
    ['of quotes, backslashes and line ends', 'a"b\\c\nd\re', 'a"b\\c\nd\re'],
    ['of NUL', 'a\0b', 'a\0b'],
    ['of a lone high surrogate', 'a\ud800b', 'a\ufffdb'],
    ['of a lone low surrogate', '\udfff', '\ufffd'],
    ['of a pair of surrogates', '😀', '😀'],
    ['empty', '', ''],
    ['of blanks', ' ', ' '],
    ['of 512 characters', 'x'.repeat(512), 'x'.repeat(512)],
    ['a number', 5, '5'],
    ['NaN', Number.NaN, 'NaN'],
    ['a BigInt', 5n, '5'],
    ['a boolean', false, 'false'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['an array', ['a"', 1], '["a\\"",1]'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['an object that is no JSON', { toJSON: () => undefined }, '[object Object]'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])('that is %s is read', (_, value, expected) => {
    expect(readLabel({ region: value }, 'region')).toEqual({ value: expected });
  });

  it.each([
    ['is undefined', { region: undefined }, '', 'missing'],
    ['is null', { region: null }, '', 'missing'],
    ['is not there', {}, '', 'missing'],
    ['is asked of null', null, '', 'missing'],
    ['is asked of undefined', undefined, '', 'missing'],
    ['is asked of a string', 'region', '', 'missing'],
    ['is 513 characters long', { region: 'x'.repeat(513) }, '_OTHER', 'too_long'],
    ['is 1 MB long', { region: 'x'.repeat(1 << 20) }, '_OTHER', 'too_long'],
    ['is long once it is text', { region: Array(600).fill(1) }, '_OTHER', 'too_long'],
    [
      'throws',
      {
        get region() {
          throw new Error('no');
        },
      },
      '_OTHER',
      'unreadable',
    ],
    [
      'has a toJSON that throws',
      {
        region: {
          toJSON() {
            throw null;
          },
        },
      },
      '_OTHER',
      'unreadable',
    ],
    ['holds itself', { region: circular }, '_OTHER', 'unreadable'],
    ['holds a BigInt', { region: [1n] }, '_OTHER', 'unreadable'],
    [
      'is of a Proxy that throws',
      new Proxy(
        {},
        {
          get() {
            throw new Error('no');
          },
        },
      ),
      '_OTHER',
      'unreadable',
    ],
    ['is of a revoked Proxy', revoked(), '_OTHER', 'unreadable'],
  ])('that %s has a problem', (_, labels, value, problem) => {
    expect(readLabel(labels, 'region')).toEqual({ value, problem });
  });

  it('may be an accessor of the class of the labels', () => {
    expect(readLabel(new Place(), 'region')).toEqual({ value: 'eu' });
  });

  it.each(['constructor', 'toString', '__proto__', 'valueOf'])(
    'named %s is not what every object has',
    (name) => {
      expect(readLabel({}, name)).toEqual({ value: '', problem: 'missing' });
    },
  );

  it('is its own property even where every object has one of that name', () => {
    expect(readLabel({ constructor: 'x' }, 'constructor')).toEqual({ value: 'x' });
  });

  it('is not what somebody put on Object.prototype', () => {
    const prototype = Object.prototype as { region?: string };
    try {
      prototype.region = 'evil';
      expect(readLabel({}, 'region')).toEqual({ value: '', problem: 'missing' });
      expect(readLabel({ region: 'eu' }, 'region')).toEqual({ value: 'eu' });
    } finally {
      delete prototype.region;
    }
  });

  it('is well-formed, short and read without a throw, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withProxy: true, withNullPrototype: true } as object), (value) => {
        const { value: read, problem } = readLabel({ region: value }, 'region');
        expect(read.isWellFormed() && read.length <= 512).toBe(true);
        expect(problem === undefined || LABEL_PROBLEMS.includes(problem)).toBe(true);
      }),
    );
  });
});

describe('an undeclared label', () => {
  it.each([
    ['the first that the instrument does not have', { a: 1, b: 2, c: 3 }, 'b'],
    ['none of declared ones', { a: 1 }, undefined],
    ['none that is inherited', Object.create({ b: 1 }), undefined],
    ['none of null', null, undefined],
    ['none of a string', 'text', undefined],
    ['none of what cannot be read', revoked(), undefined],
  ])('is %s', (_, labels, expected) => {
    expect(undeclaredLabel(labels, ['a'])).toEqual(expected);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
