import { UserCheck, type Verdict } from '../../src/access/user-check.js';
import { HASH_OF_FIRST, HASH_OF_SECOND } from './hashes.js';

const hashed = () =>
  new UserCheck(
    new Map([
      ['one', HASH_OF_FIRST],
      ['two', HASH_OF_SECOND],
    ]),
  );

test.each<[string, string, string, Verdict]>([
  ['the password', 'one', 'first', 'right'],
  ['the password of another', 'one', 'second', 'wrong'],
  ['an unknown name', 'three', 'first', 'wrong'],
  ['no password', 'one', '', 'wrong'],
  ['the hash', 'one', HASH_OF_FIRST, 'wrong'],
  ['no name', '', 'first', 'wrong'],
])('with hashes, %s is judged', async (_, name, password, verdict) => {
  expect(await hashed().check(name, password)).toBe(verdict);
});

test.each<[string, string, Verdict]>([
  ['plain', 'open sesame', 'right'],
  ['plain', 'open sesame ', 'wrong'],
  ['plain', '', 'wrong'],
  ['hashed', 'first', 'right'],
  ['hashed', HASH_OF_FIRST, 'wrong'],
  ['nobody', 'open sesame', 'wrong'],
])('with passwords and hashes, %s with %p is %s', async (name, password, verdict) => {
  const check = new UserCheck(
    new Map([
      ['plain', 'open sesame'],
      ['hashed', HASH_OF_FIRST],
    ]),
  );
  expect(await check.check(name, password)).toBe(verdict);
});

test('passwords alone are compared at once, any number of them', async () => {
  const check = new UserCheck(new Map([['plain', 'open sesame']]));
  const many = Array.from({ length: 50 }, (_, i) => check.check('plain', `guess ${i}`));
  expect(new Set(await Promise.all(many))).toEqual(new Set(['wrong']));
  expect(await check.check('plain', 'open sesame')).toBe('right');
});

test('of no users nobody is right', async () => {
  expect(await new UserCheck(new Map()).check('', '')).toBe('wrong');
});

test('one is checked at a time; who asks the same gets the same answer', async () => {
  const check = hashed();
  const same = [check.check('one', 'first'), check.check('one', 'first')];
  const other = check.check('two', 'second');
  expect(await Promise.all([...same, other])).toEqual(['right', 'right', 'busy']);
  expect(await check.check('two', 'second')).toBe('right');
});

test('a storm of wrong passwords is not checked, and stops nobody who is known', async () => {
  const check = hashed();
  expect(await check.check('one', 'first')).toBe('right');
  const verdicts: Verdict[] = [];
  while (verdicts.at(-1) !== 'busy' && verdicts.length < 500)
    verdicts.push(await check.check('one', `guess ${verdicts.length}`));
  expect(verdicts.at(-1)).toBe('busy');
  expect(verdicts.filter((verdict) => verdict === 'wrong').length).toBeGreaterThanOrEqual(10);
  const many = Array.from({ length: 1000 }, (_, i) => check.check('two', `storm ${i}`));
  expect((await Promise.all(many)).filter((verdict) => verdict !== 'busy').length).toBeLessThan(2);
  expect(await check.check('one', 'first')).toBe('right');
  expect(await check.check('one', 'guess 0')).toBe('wrong');
});
