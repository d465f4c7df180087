import fc from 'fast-check';
import { isSecret, isUserName, parseUsers } from '../../src/access/parse-users.js';

const HASH = `scrypt:1024:8:1:c2FsdHNhbHRzYWx0c2FsdA:${'A'.repeat(43)}`;

test('a line is a name and a hash; comments and empty lines say nothing', () => {
  const text = `# who scrapes\r\n\r\nprometheus:${HASH}\r\n  # old\n  some body:${HASH}  \n`;
  expect([...parseUsers(text)]).toEqual([
    ['prometheus', HASH],
    ['some body', HASH],
  ]);
});

test.each([
  ['', 'there is no user in it'],
  ['# nobody\n', 'there is no user in it'],
  [`a:${HASH}\nhunter2`, 'line 2 does not begin with name:'],
  [`:${HASH}`, 'line 1 does not begin with name:'],
  [`a\tb:${HASH}`, 'line 1 does not begin with name:'],
  ['a:hunter2', 'line 1 has no hash as hashPassword() makes it'],
  [`a:${HASH.slice(0, -1)}`, 'line 1 has no hash as hashPassword() makes it'],
  [`a:${HASH}\n\na:${HASH}`, 'line 3 has a name for the second time'],
])('%p cannot be used, and what is said shows nothing of it', (text, message) => {
  expect(() => parseUsers(text)).toThrow(new Error(message));
});

test('no message has a part of the file in it', () => {
  const line = fc.string({ minLength: 4 }).map((text) => `Q${text}Q`);
  fc.assert(
    fc.property(line, line, (name, secret) => {
      try {
        parseUsers(`${name}:${secret}`);
      } catch (error) {
        expect(String(error)).not.toContain('Q');
      }
    }),
  );
});

test.each([
  ['', false],
  ['a:b', false],
  ['a\0', false],
  ['__proto__', false],
  ['prometheus', true],
  ['Jörg 2', true],
])('%p as a name: %s', (name, is) => {
  expect(isUserName(name)).toBe(is);
});

test.each([
  ['', false],
  ['a\nb', false],
  ['x'.repeat(1025), false],
  ['scrypt:mine', false],
  ['$2y$10$abcdefghijklmnopqrstuv', false],
  ['$apr1$x$y', false],
  ['{SHA}fEqNCco3Yq9h5ZUglD3CZJT4lBs=', false],
  ['scrypt', true],
  ['$money$', true],
  ['hunter2: ü', true],
  [HASH, true],
])('%p as a secret: %s', (text, is) => {
  expect(isSecret(text)).toBe(is);
});
