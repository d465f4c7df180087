import { afterKey, type Key, type TopState } from '../../src/top/top-state.js';

const start: TopState = {
  ...{ filter: '', sorting: 'name', showsZeros: false },
  ...{ offset: 0, isPaused: false, isTyping: false },
};

/** The state after keys, of which a string is text that is typed. */
function after(...keys: readonly (string | Key)[]): TopState {
  const pressed = keys.flatMap((key): readonly Key[] =>
    typeof key === 'string'
      ? Array.from(key, (sequence) => ({ sequence, name: undefined }))
      : [key],
  );
  return pressed.reduce((state, key) => afterKey(state, key, 10), start);
}

it.each([
  ['s goes on to the next order', after('s'), { sorting: 'rate' }],
  ['and from the last to the first', after('sss'), { sorting: 'name' }],
  ['z shows zeros', after('z'), { showsZeros: true }],
  ['space pauses', after({ name: 'space', sequence: ' ' }), { isPaused: true }],
  ['arrows scroll, not above the first', after({ name: 'up' }, { name: 'down' }), { offset: 1 }],
  ['a page is what fits', after({ name: 'pagedown' }), { offset: 10 }],
  ['keys go into the filter', after('/sq'), { filter: 'sq', isTyping: true, sorting: 'name' }],
  ['Enter keeps the filter', after('/a', { name: 'return' }), { filter: 'a', isTyping: false }],
  ['Escape clears it', after('/a', { name: 'escape' }), { filter: '', isTyping: false }],
  ['Backspace takes a character', after('/a😀', { name: 'backspace' }), { filter: 'a' }],
  [
    'control keys are no text',
    after('/', { name: 'a', ctrl: true, sequence: '\x01' }),
    { filter: '' },
  ],
])('%s', (_name, state, expected) => {
  expect(state).toMatchObject(expected);
});
