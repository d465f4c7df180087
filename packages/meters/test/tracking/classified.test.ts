import { classified } from '../../src/tracking/classified.js';

const values = ['timeout', 'failed'] as const;

test.each<[string, (error: unknown) => unknown, string | undefined]>([
  ['a known value is what it says', () => 'timeout', 'timeout'],
  [
    'it is asked about the error',
    (error) => (error === 'the error' ? 'failed' : 'timeout'),
    'failed',
  ],
  ['another value is none', () => 'exploded', undefined],
  ['nothing is none', () => undefined, undefined],
  ['no text is none', () => 7, undefined],
  ['a throw is none', () => (undefined as never as string).length, undefined],
])('%s', (_what, classify, expected) => {
  expect(classified('the error', classify as () => 'failed', values)).toBe(expected);
});

test('what is no function is none', () => {
  expect(classified('the error', 'timeout' as never, values)).toBeUndefined();
});
