import { parseOpenMetrics } from '../../src/parse/parse-openmetrics.js';
import { sampleValue } from '../../src/parse/sample-value.js';

const families = parseOpenMetrics(
  '# TYPE a counter\na_total 1\na_total{b="1"} 2\na_total{b="1",c="2"} 3\n# EOF\n',
);

describe('sampleValue', () => {
  it.each([
    { name: 'a_total', labels: {}, value: 1 },
    { name: 'a_total', labels: { b: '1' }, value: 2 },
    { name: 'a_total', labels: { c: '2', b: '1' }, value: 3 },
    { name: 'a_total', labels: { c: '2' }, value: undefined },
    { name: 'a', labels: {}, value: undefined },
  ])('finds $value for $name and exactly the labels $labels', ({ name, labels, value }) => {
    expect(sampleValue(families, name, labels)).toBe(value);
  });
});
