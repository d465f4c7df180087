import { isDay, showsOldName } from '../src/renamed-from.js';

test.each(['2027-03-01', '2028-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (day) => {
  expect(isDay(day)).toBe(true);
});

test.each([
  '2027-02-30',
  '2027-02-29',
  '2027-13-01',
  '2027-3-1',
  '20270301',
  '2027-03-01T00:00:00Z',
  ' 2027-03-01',
  'soon',
  '',
  20270301,
  new Date('2027-03-01'),
  null,
  undefined,
])('%p is none', (value) => {
  expect(isDay(value)).toBe(false);
});

test.each([
  ['2027-02-28T23:59:59.999Z', true],
  ['2027-03-01T00:00:00.000Z', false],
])('a process that starts at %s shows a name that ends on 2027-03-01: %p', (start, shown) => {
  const renamedFrom = { name: 'orders.created', until: '2027-03-01' };
  expect(showsOldName(renamedFrom, Date.parse(start))).toBe(shown);
});
