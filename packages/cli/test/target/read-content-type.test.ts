import { formatOf } from '../../src/target/page-formats.js';

it.each([
  ['text/plain', 'Prometheus text 0.0.4'],
  ['Text/Plain;Version=0.0.4', 'Prometheus text 0.0.4'],
  ['text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8', 'Prometheus text 1.0.0'],
  ['application/openmetrics-text; version="1.0.0"; charset=utf-8', 'OpenMetrics 1.0.0'],
  ['application/openmetrics-text', undefined],
  ['application/vnd.google.protobuf; proto=x; encoding=delimited', 'Prometheus protobuf'],
  ['text/plain; version=2', undefined],
  ['application/json', undefined],
  [undefined, undefined],
])('%s is %s', (header, name) => {
  expect(formatOf(header)?.name).toBe(name);
});
