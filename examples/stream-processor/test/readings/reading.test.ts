import { parseReading } from '../../src/readings/reading.js';

test('a line is a reading', () => {
  expect(parseReading('{"id":"1","key":"rain-1","at":1000,"value":2.5}')).toEqual({
    id: '1',
    key: 'rain-1',
    atMs: 1000,
    value: 2.5,
  });
});

test('a value may be missing', () => {
  expect(parseReading('{"id":"1","key":"rain-1","at":1000,"value":null}')).toMatchObject({
    value: null,
  });
});

test.each([
  ['', 'bad_json'],
  ['{"id":"1","key":"ra', 'bad_json'],
  ['{"id":"1","key":"rain-1","at":1000,"value":NaN}', 'bad_json'],
  ['null', 'bad_reading'],
  ['7', 'bad_reading'],
  ['{"key":"rain-1","at":1000,"value":1}', 'bad_reading'],
  ['{"id":"1","key":"","at":1000,"value":1}', 'bad_reading'],
  ['{"id":"1","key":"rain-1","at":"now","value":1}', 'bad_reading'],
  ['{"id":"1","key":"rain-1","at":1000,"value":"NaN"}', 'bad_reading'],
  ['{"id":"1","key":"rain-1","at":1000,"value":1e999}', 'bad_reading'],
  ['{"id":"1","key":"rain-1","at":1000}', 'bad_reading'],
])('%s is a %s', (line, problem) => {
  expect(parseReading(line)).toBe(problem);
});
