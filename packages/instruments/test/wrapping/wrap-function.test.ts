import { type Around, wrapFunction } from '../../src/wrapping/wrap-function.js';

const plainly: Around = (_, run) => run();

function place(this: unknown, id: string, pieces = 1): unknown {
  return [this, id, pieces];
}

describe('a wrapped function', () => {
  it('does what the function does', () => {
    const self = {};
    expect(wrapFunction(place, plainly).call(self, 'a', 2)).toEqual([self, 'a', 2]);
    expect(wrapFunction(place, plainly).call(undefined, 'a')).toEqual([undefined, 'a', 1]);
  });

  it('throws the same error', () => {
    const error = new Error('no');
    const fail = wrapFunction(() => {
      throw error;
    }, plainly);
    expect(fail).toThrow(error);
  });

  it('has the name and the length of the function', () => {
    const wrapped = wrapFunction(place, plainly);
    expect([wrapped.name, wrapped.length]).toEqual(['place', 1]);
    expect(wrapFunction(async () => 7, plainly).name).toBe('');
  });

  it('has what was kept with the function, also later', () => {
    const fn = Object.assign(() => 7, { route: '/orders' });
    const wrapped = wrapFunction(fn, plainly);
    fn.route = '/order';
    expect([wrapped.route, wrapped()]).toEqual(['/order', 7]);
    expect(wrapped.bind).toBe(Function.prototype.bind);
  });

  it('tells what is around it what it is called with', () => {
    const calls: unknown[] = [];
    const self = { name: 'self' };
    const wrapped = wrapFunction(place, (call, run) => {
      calls.push(call);
      return run();
    });
    wrapped.call(self, 'a', 2);
    expect(calls).toEqual([{ args: ['a', 2], self }]);
  });
});
