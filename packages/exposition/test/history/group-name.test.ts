import { compareGroups, groupName } from '../../src/history/group-name.js';

test('a group is the first word of a name', () => {
  expect(['orders_placed', 'up', 'job:rate', '_odd'].map(groupName)).toEqual([
    'orders',
    'up',
    'job',
    '_odd',
  ]);
});

test('the groups of the application come before those of every service', () => {
  expect(['meterkit', 'process', 'orders', 'http', 'billing'].toSorted(compareGroups)).toEqual([
    'billing',
    'orders',
    'http',
    'process',
    'meterkit',
  ]);
});
