import { checkOption, checkValue } from '../../src/configuration/check-option.js';
import { strings, text } from '../../src/configuration/option-kinds.js';

const facts = { description: 'What lets one in.', secret: true } as const;

test('a wrong secret is not shown', () => {
  const token = text({ ...facts, rule: 'a short token', accepts: (value) => value.length < 5 });
  expect(checkValue({ ...token, path: 'token' }, 'hunter2', 'code')).toMatchObject({
    kind: 'problem',
    problem: { rule: 'expected a short token', value: '(hidden)' },
  });
  expect(checkValue({ ...token, path: 'token' }, 1234567, 'code')).toMatchObject({
    problem: { value: '(hidden)', fix: undefined },
  });
});

test('a wrong entry of a secret record is not shown', () => {
  const headers = strings({ ...facts, nameRule: 'a name', acceptsName: () => true });
  const placed = { ...headers, path: 'headers', keys: ['headers'] };
  expect(checkOption(placed, { token: 1234 }, () => 'code')).toMatchObject([
    { problem: { option: 'headers.token', value: '(hidden)' } },
  ]);
});
